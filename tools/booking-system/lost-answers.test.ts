import { findAction } from "../../db/actions.ts";
import { findMismatch } from "../../db/audit-cross-check.ts";
import { type Db, openDatabase } from "../../db/open.ts";
import { attemptsMax, noteSent } from "../../db/retry-action.ts";
import { accept, offered, run } from "../run-confirmed-for-tests.ts";
import { call, contextOf, inWords } from "../seeded-context-for-tests.ts";
import type { ToolContext } from "../tool.ts";
import { type Fault, startRemote } from "./remote-double-for-tests.ts";

/* Maria cancels BK-204 in a booking system elsewhere, and the way there is bad. Our own database knows her, and no booking. */

let db: Db;
let remote: Awaited<ReturnType<typeof startRemote>>;
let maria: ToolContext;
let actionId: string;

beforeEach(async () => {
  db = ourDatabase();
  remote = await startRemote({ answerMsMax: 2_000 });
  maria = { ...(await contextOf(db, "maria")), bookings: remote.system };
  ({ id: actionId } = await offered(maria, "cancel_booking", { bookingRef: "BK-204" }));
  await accept(maria, actionId);
});
afterEach(async () => {
  await remote.close();
  db.$client.close();
});

/** Knows Maria, and nothing of what she did before. */
function ourDatabase(): Db {
  const opened = openDatabase(":memory:");
  opened.$client.exec(
    "INSERT INTO guests (id, name, email) VALUES ('maria', 'Maria Oliveira', 'maria@example.com')",
  );
  return opened;
}

const state = async () => (await findAction(db, { actionId }))?.state;
const done = { kind: "done", receipt: { bookingRef: "BK-204", amount: { minor: 31_200, currency: "EUR" } } };

test("what it carried out stands in our row, and the audit log agrees though no booking is ours", async () => {
  expect(await run(maria, actionId)).toMatchObject(done);
  expect(await findAction(db, { actionId })).toMatchObject({ state: "done", finishedAt: maria.now });
  expect(findMismatch(db)).toBeNull();
});

test("where a refund stands is told of a system elsewhere too: on its way, then sent, and once though the answer was lost", async () => {
  const ask = async (now: number) =>
    inWords(await call({ ...maria, now }, "refund_status", { bookingRef: "BK-204" }), "refund_status");
  expect(await ask(maria.now)).toContain("is being carried out");
  remote.fail("lose-answer");
  await run(maria, actionId);
  const sent =
    "Your refund of **€312.00** for BK-204 was sent on 25 November 2026. Refunded to Visa ending 4242; it takes 5–10 working days from then to arrive.";
  expect([await state(), await ask(maria.now)]).toEqual(["approved", sent]);
  await run(maria, actionId);
  expect([await state(), await ask(maria.now)]).toEqual(["done", sent]);
});

test("run again, our row answers and nobody is asked", async () => {
  const first = await run(maria, actionId);
  await remote.close();
  expect(await run(maria, actionId)).toEqual(first);
  remote = await startRemote();
});

test.each<[string, Fault, number]>([
  ["refused at the door", "refuse", 0],
  ["carried out, and its answer lost", "lose-answer", 1],
  ["carried out, and no answer comes", "hang", 1],
])("an order is %s: it is not known, then sent again, and done once", async (_what, fault, effects) => {
  remote.fail(fault);
  expect(await run(maria, actionId)).toMatchObject({
    kind: "unknown",
    deferred: { kind: "retry", first: true },
  });
  expect(remote.effects()).toBe(effects);
  expect(await state()).toBe("approved");
  expect(await run(maria, actionId)).toMatchObject(done);
  expect([remote.effects(), await state()]).toEqual([1, "done"]);
});

test.each([
  ["change_dates", { checkOut: "2026-12-09" }, { checkOut: "2026-12-09" }],
  ["change_guests", { people: 3 }, { guestCount: 3 }],
])("%s whose answer was lost is sent again, and done once", async (tool, input, after) => {
  db.$client.close();
  db = ourDatabase();
  maria = { ...(await contextOf(db, "maria")), bookings: remote.system };
  const { id } = await offered(maria, tool, { bookingRef: "BK-204", ...input });
  await accept(maria, id);
  remote.fail("lose-answer");
  expect(await run(maria, id)).toMatchObject({ kind: "unknown" });
  expect(await run(maria, id)).toMatchObject({ kind: "done", receipt: { bookingRef: "BK-204" } });
  expect(remote.effects()).toBe(1);
  expect(await remote.system.findBooking({ guestId: "maria", ref: "BK-204" })).toMatchObject(after);
});

test("a double charge whose refund's answer was lost is refunded once", async () => {
  db.$client.exec("INSERT INTO guests (id, name, email) VALUES ('elena', 'Elena', 'elena@example.com')");
  const elena = { ...(await contextOf(db, "elena")), bookings: remote.system };
  const { id } = await offered(elena, "request_refund", {
    ...{ bookingRef: "BK-610", items: ["duplicate_charge"] },
  });
  await accept(elena, id);
  remote.fail("lose-answer");
  expect(await run(elena, id)).toMatchObject({ kind: "unknown" });
  expect(await run(elena, id)).toMatchObject({ kind: "done", receipt: { amount: { minor: 36_340 } } });
  expect(remote.effects()).toBe(1);
});

test("an order that a proxy delivers twice is done once", async () => {
  remote.fail("deliver-twice");
  expect(await run(maria, actionId)).toMatchObject(done);
  expect(remote.effects()).toBe(1);
});

test("we die between its answer and our note of it: the same order again finds the receipt", async () => {
  const { subject, tool } = (await findAction(db, { actionId }))!;
  await noteSent(db, { actionId, now: maria.now });
  const order = { confirmationId: actionId, guestId: "maria", tool, subject, now: maria.now };
  await remote.system.execute({ ...order, amount: done.receipt.amount, command: { kind: "cancel" } });
  expect(await state()).toBe("accepted");
  expect(await run(maria, actionId)).toMatchObject(done);
  expect([remote.effects(), await state()]).toEqual([1, "done"]);
});

test("answers that never come end with a person, and never with the words that nothing was done", async () => {
  remote.fail(...Array.from({ length: attemptsMax }, () => "lose-answer" as const));
  const outcomes = [];
  for (let attempt = 0; attempt < attemptsMax; attempt++) outcomes.push(await run(maria, actionId));
  expect(outcomes.every(({ kind }) => kind === "unknown")).toBe(true);
  expect([remote.effects(), await state()]).toEqual([1, "in_doubt"]);
});

test("a receipt for another amount than she accepted is not taken for one", async () => {
  remote.fail("other-amount");
  expect(await run(maria, actionId)).toMatchObject({ kind: "unknown" });
  expect(await state()).toBe("approved");
});
