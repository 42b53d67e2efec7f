import { decideAction } from "../../db/actions.ts";
import { decideApproval } from "../../db/approvals.ts";
import { recordCredit } from "../../db/credits.ts";
import { atomically, type Db } from "../../db/open.ts";
import { awaitApproval } from "../../db/seeded-for-tests.ts";
import { confirmed } from "../run-confirmed-for-tests.ts";
import { call, contextOf, demoNow, inWords, seededDatabase } from "../seeded-context-for-tests.ts";

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

const ask = async (guestId: string, input = {}, now = demoNow) =>
  inWords(await call(await contextOf(db, guestId, now), "refund_status", input), "refund_status");

const noneAtAll = "I see no refunds for your bookings. You have no credit with us.";

test("Amara is told when her refund was sent, where to, and how long that takes", async () => {
  const words =
    "Your refund of **£231.50** for BK-288 was sent on 22 November 2026. Refunded to Visa ending 1881; it takes 5–10 working days from then to arrive.";
  expect(await ask("amara")).toBe(`${words} You have no credit with us.`);
  expect(await ask("amara", { bookingRef: "bk288" }, demoNow + 1)).toBe(words);
});

test("without a refund, the reason is said", async () => {
  expect(await ask("maria", { bookingRef: "BK-204" })).toBe(
    "There is no refund for BK-204: the booking has not been cancelled.",
  );
  expect(await ask("jonas")).toBe(noneAtAll);
});

test("an offer that was never accepted is no refund", async () => {
  await call(await contextOf(db, "james"), "cancel_booking", { bookingRef: "BK-355" });
  expect(await ask("james", { bookingRef: "BK-355" }, demoNow + 1)).toMatch(/^There is no refund for BK-355/);
});

test("a refund that waits for a person says so, and when it was declined, why", async () => {
  await waitForApproval();
  expect(await ask("james", {}, demoNow + 3)).toMatch(
    /^Your refund of \*\*€1,415.00\*\* for BK-355 \(25 November 2026\) is waiting for approval\./,
  );
  await decideApproval(db, {
    escalationId: "esc-1",
    staffId: "ana",
    decision: "decline",
    reason: "Please call us.",
    now: demoNow + 4,
  });
  expect(await ask("james", {}, demoNow + 5)).toMatch(
    /is not approved\. Please call us\. You have no credit with us\.$/,
  );
});

test("a part refund and a change of dates that gave money back are told for what they were; a change that cost more is no refund", async () => {
  const twice = { bookingRef: "BK-610", items: ["duplicate_charge"] };
  await confirmed(await contextOf(db, "elena"), "request_refund", twice);
  expect(await ask("elena", {}, demoNow + 1)).toMatch(
    /^Your refund of \*\*€363.40\*\* for a part of BK-610 was sent on 25 November 2026\./,
  );
  const maria = (checkOut: string, now: number) =>
    contextOf(db, "maria", now).then((context) =>
      confirmed(context, "change_dates", { bookingRef: "BK-204", checkOut }),
    );
  await maria("2026-12-09", demoNow);
  expect(await ask("maria", {}, demoNow + 1)).toBe(noneAtAll);
  await maria("2026-12-07", demoNow + 2);
  expect(await ask("maria", {}, demoNow + 3)).toMatch(/for the change of dates of BK-204 was sent/);
});

test("her credit is told to its last decimal, a currency at a time, and nobody else's", async () => {
  const give = (bookingRef: string, id: string, minor: number, currency: string) =>
    atomically(db, (tx) => recordCredit(tx, { id, bookingRef, amount: { minor, currency }, now: demoNow }));
  give("BK-204", "credit-1", 2_500, "EUR");
  give("BK-204", "credit-2", 3_000, "JPY");
  give("BK-204", "credit-3", 12_345, "KWD");
  give("BK-355", "credit-4", 700, "EUR");
  expect(await ask("maria")).toBe(
    "I see no refunds for your bookings. You have a credit of **€25.00 and ¥3,000 and KWD 12.345**.",
  );
  expect(await ask("james", { bookingRef: "BK-355" })).toMatch(
    /^There is no refund for BK-355.* of \*\*€7\.00\*\*\.$/,
  );
  expect(await ask("jonas")).toBe(noneAtAll);
});

async function waitForApproval() {
  const james = await contextOf(db, "james");
  const offered = await call(james, "cancel_booking", { bookingRef: "BK-355" });
  if (offered.kind !== "offered") throw new Error("no offer");
  const { id } = offered.action;
  const { conversationId, guestId } = james;
  await decideAction(db, {
    confirmationId: id,
    conversationId,
    guestId,
    decision: "accept",
    now: demoNow + 1,
  });
  await awaitApproval(db, {
    actionId: id,
    escalationId: "esc-1",
    reason: "above the limit",
    summary: "",
    now: demoNow + 2,
  });
}
