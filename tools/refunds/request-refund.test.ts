import { listEveryMovement, listUnbalanced } from "../../db/end-state.ts";
import { recordHostReply } from "../../db/host-replies.ts";
import type { Db } from "../../db/open.ts";
import { problems } from "../../db/schema.ts";
import { accept, confirmed, offered, run } from "../run-confirmed-for-tests.ts";
import { call, contextOf, demoNow, inWords, seededDatabase } from "../seeded-context-for-tests.ts";

const hourMs = 3_600_000;
const replyDue = demoNow + 24 * hourMs;

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(async () => {
  expect(await listUnbalanced(db)).toEqual([]);
  db.$client.close();
});

const ask = async (guestId: string, input: Record<string, unknown>, now = demoNow) =>
  call(await contextOf(db, guestId, now), "request_refund", input);

test("Elena was charged twice: the second charge comes back once, and the booking stays", async () => {
  const elena = await contextOf(db, "elena");
  const twice = { bookingRef: "BK-610", items: ["duplicate_charge"] };
  const { action, outcome } = await confirmed(elena, "request_refund", twice);
  expect(JSON.parse(action.quote)).toMatchObject({
    label: "Refund €363.40",
    title: "BK-610 · Altbau Flat in Kreuzberg, 20–23 December 2026: refund of a double charge",
    rule: "Two payments of the same amount within 72 hours: the second one comes back.",
  });
  expect(outcome).toMatchObject({
    receipt: { direction: "refund", amount: { minor: 36_340 }, method: "Visa ending 3003" },
  });
  expect(await run(elena, action.id)).toEqual(outcome);
  expect(await bookingOf("elena", "BK-610")).toMatchObject({
    ...{ status: "confirmed", paid: { nights: 29_400, cleaning_fee: 4_000, service_fee: 2_940 } },
  });
  expect(await ask("elena", twice, demoNow + 1)).toMatchObject({
    refusal: { refused: "not-met", say: expect.stringContaining("has gone back already") },
  });
});

test("a deposit comes back from the seventh day after check-out, not before, and once", async () => {
  const deposit = { bookingRef: "BK-575", items: ["deposit"] };
  const due = Date.UTC(2026, 10, 22, 10);
  expect(await ask("elena", deposit, due - 1)).toMatchObject({
    refusal: { refused: "not-met", say: expect.stringContaining("from 22 November 2026, 11:00 local time") },
  });
  const { outcome } = await confirmed(await contextOf(db, "elena", due), "request_refund", deposit);
  expect(outcome).toMatchObject({ receipt: { amount: { minor: 30_000 }, method: "Bank transfer" } });
  expect(await ask("elena", deposit, due + 1)).toMatchObject({ refusal: { refused: "not-met" } });
});

test("Li's nights come back when the host did not reply in time: those from the report on, once", async () => {
  await report("broken");
  const cold = { bookingRef: "BK-417", items: ["nights"] };
  expect(await ask("li", cold, replyDue - 1)).toMatchObject({
    refusal: { refused: "not-met", say: expect.stringContaining("Kenji has until") },
  });
  const li = await contextOf(db, "li", replyDue);
  const { action, outcome } = await confirmed(li, "request_refund", cold);
  expect(JSON.parse(action.quote).rule).toBe("Kenji did not reply in time: 4 of 5 nights come back.");
  expect(outcome).toMatchObject({ receipt: { amount: { minor: 48_800, currency: "JPY" } } });
  expect(await run(li, action.id)).toEqual(outcome);
  expect(await ask("li", cold, replyDue + 1)).toMatchObject({ refusal: { refused: "person-needed" } });
  expect(await bookingOf("li", "BK-417")).toMatchObject({
    paid: { nights: 12_200 },
    price: { nights: 61_000 },
  });
});

test("night by night no more comes back than the rule gives, and the rest is for a person", async () => {
  await report("noise");
  const night = { bookingRef: "BK-417", items: ["nights"], nights: 2 };
  for (const later of [0, 1])
    await confirmed(await contextOf(db, "li", replyDue + later), "request_refund", night);
  expect(await ask("li", { ...night, nights: 1 }, replyDue + 2)).toMatchObject({
    refusal: { refused: "person-needed", say: expect.stringContaining("By rule 0 of 5 nights") },
  });
});

test("of two confirmed refunds of one booking the second finds the ledger changed, and does nothing", async () => {
  await report("noise");
  const li = await contextOf(db, "li", replyDue);
  const first = await offered(li, "request_refund", { bookingRef: "BK-417", items: ["nights"], nights: 1 });
  await accept(li, first.id);
  db.$client.exec(`update actions set state = 'approved' where id = '${first.id}'`);
  db.$client.exec(`create temp table again as select * from actions where id = '${first.id}'`);
  db.$client.exec("update again set id = 'cf_second', hash = 'another'");
  db.$client.exec("insert into actions select * from again");
  const { amount } = JSON.parse(first.quote);
  const order = { guestId: "li", tool: "request_refund", subject: "BK-417", amount, now: replyDue };
  const command = { kind: "refund-parts" as const };
  const outcomes = [first.id, "cf_second"].map((confirmationId) =>
    li.bookings.execute({ ...order, confirmationId, command }),
  );
  expect(await Promise.all(outcomes)).toMatchObject([{ kind: "done" }, { kind: "refused", why: "changed" }]);
  expect((await listEveryMovement(db)).filter(({ bookingRef }) => bookingRef === "BK-417")).toHaveLength(2);
});

test("what the host admitted counts at once; what the host denies is for a person", async () => {
  const dirty = await report("cleanliness");
  await reply(dirty, "accepted");
  const fee = { bookingRef: "BK-417", items: ["cleaning_fee"] };
  const { outcome } = await confirmed(await contextOf(db, "li", demoNow + hourMs), "request_refund", fee);
  expect(outcome).toMatchObject({ receipt: { amount: { minor: 4_500 } } });
  const noise = await report("noise");
  await reply(noise, "refused");
  expect(await ask("li", { bookingRef: "BK-417", items: ["nights"] }, replyDue)).toMatchObject({
    refusal: { refused: "person-needed", say: expect.stringContaining("Kenji sees the problem otherwise") },
  });
});

test.each([
  ["maria", "BK-131", ["cleaning_fee"], "person-needed", "has been reported"],
  ["maria", "BK-131", ["service_fee"], "person-needed", "only with a full refund"],
  ["maria", "BK-131", ["everything"], "person-needed", "must be cancelled in time"],
  ["maria", "BK-131", ["deposit"], "not-met", "No deposit was charged"],
  ["maria", "BK-204", ["duplicate_charge"], "not-met", "no two payments"],
  ["amara", "BK-288", ["nights"], "not-met", "everything that was paid has gone back"],
  ["elena", "BK-610", ["cleaning_fee"], "not-met", "charged twice"],
] as const)("%s's %s: %j is %s", async (guestId, bookingRef, items, refused, why) => {
  expect(await ask(guestId, { bookingRef, items })).toMatchObject({
    ...{ kind: "refused", refusal: { refused, say: expect.stringContaining(why) } },
  });
});

test("a quote says what comes back, or why not, and changes nothing", async () => {
  const quoted = async (guestId: string, input: object) =>
    inWords(await call(await contextOf(db, guestId), "quote_refund", { ...input }), "quote_refund");
  expect(await quoted("elena", { bookingRef: "BK-575", items: ["deposit"] })).toBe(
    "For BK-575 you get back **€300.00**. The deposit comes back 7 days after check-out. Nothing has changed so far. Would you like me to refund it?",
  );
  expect(await quoted("maria", { bookingRef: "BK-131", items: ["nights"] })).toMatch(
    /pass this to a person\?$/,
  );
  expect(await bookingOf("elena", "BK-575")).toMatchObject({ paid: { deposit: 30_000 } });
});

test("the two charges are named, with when and from where; a guest who paid once is told so", async () => {
  const check = async (guestId: string, input = {}) =>
    inWords(
      await call(await contextOf(db, guestId), "check_duplicate_charge", input),
      "check_duplicate_charge",
    );
  expect(await check("elena")).toBe(
    'BK-610: **€363.40** was charged twice, first on 17 November 2026, 11:00, Visa ending 3003, and again on 18 November 2026, 07:00, Visa ending 3003. The second one can come back: say "refund the double charge".',
  );
  expect(await check("maria", { bookingRef: "BK-204" })).toMatch(/^I see no double charge for BK-204\./);
  expect(await check("jonas")).toMatch(/no bookings/);
});

test("two changes that she confirmed one by one are no double charge", async () => {
  for (const [at, checkOut] of ["2026-12-09", "2026-12-10"].entries())
    await confirmed(await contextOf(db, "maria", demoNow + at), "change_dates", {
      bookingRef: "BK-204",
      checkOut,
    });
  const checked = await call(await contextOf(db, "maria", demoNow + 9), "check_duplicate_charge");
  expect(checked).toMatchObject({ result: { duplicates: [] } });
});

const bookingOf = async (guestId: string, ref: string) =>
  (await contextOf(db, guestId)).bookings.findBooking({ guestId, ref });

async function report(kind: string): Promise<string> {
  const { action } = await confirmed(await contextOf(db, "li"), "report_problem", {
    ...{ bookingRef: "BK-417", kind, description: "It is as I say" },
  });
  const found = db.select().from(problems).all();
  return found.find(({ confirmationId }) => confirmationId === action.id)!.id;
}

const reply = (problemId: string, outcome: "accepted" | "refused") =>
  recordHostReply(db, { problemId, outcome, words: "As it is.", actor: "host", now: demoNow + 1 });
