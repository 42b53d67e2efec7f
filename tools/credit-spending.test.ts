import type { Action } from "../db/actions.ts";
import { listCreditOfGuest, recordCredit } from "../db/credits.ts";
import { listUnbalanced } from "../db/end-state.ts";
import { listEscalations } from "../db/escalation-list.ts";
import type { Receipt } from "../db/event-types.ts";
import { atomically, type Db } from "../db/open.ts";
import { actions, ledgerEntries, ledgerTransactions } from "../db/schema.ts";
import { changeAmount } from "./approvals/change-amount.ts";
import { startRemote } from "./booking-system/remote-double-for-tests.ts";
import { catalogue } from "./catalogue.ts";
import { moneyRules } from "./money-rules-for-tests.ts";
import { offerHash } from "./offer-hash.ts";
import { runAction } from "./run-action.ts";
import { accept, confirmed, offered, run } from "./run-confirmed-for-tests.ts";
import { call, contextOf, demoNow, inWords, seededDatabase } from "./seeded-context-for-tests.ts";

/* Maria has a credit in EUR and books the Garden Flat in Graça for €356.80. */

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

const stay = { place: "Garden Flat in Graça", checkIn: "2026-12-10", checkOut: "2026-12-14", people: 2 };
const give = (minor: number, currency = "EUR", id = `credit-${minor}-${currency}`) =>
  atomically(db, (tx) =>
    recordCredit(tx, { id, bookingRef: "BK-204", amount: { minor, currency }, now: demoNow }),
  );
const balance = () => listCreditOfGuest(db, { guestId: "maria" });
const quoteOf = ({ quote }: Action) => JSON.parse(quote) as { rule: string; credit?: unknown };
const entriesOf = (receipt: Receipt) =>
  db
    .select()
    .from(ledgerEntries)
    .all()
    .filter(({ transactionId }) => transactionId.endsWith(receipt.confirmationId))
    .filter(({ account }) => account.startsWith("guest"))
    .map(({ account, amountMinor }) => [account, amountMinor])
    .sort();
const receiptOf = ({ outcome }: Awaited<ReturnType<typeof confirmed>>) => {
  if (outcome.kind !== "done") throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome.receipt;
};

test("the card says both parts before the button, her credit pays first, and the receipt and the ledger say the same", async () => {
  give(5_000);
  const maria = await contextOf(db, "maria");
  const action = await offered(maria, "book_stay", stay);
  expect(quoteOf(action)).toMatchObject({
    credit: { minor: 5_000, currency: "EUR" },
    rule: expect.stringContaining(
      "€50.00 comes from your credit, and €306.80 is charged to Visa ending 4242.",
    ),
  });
  await accept(maria, action.id);
  const outcome = await run(maria, action.id);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  const { receipt } = outcome;
  expect(receipt).toMatchObject({
    amount: { minor: 35_680 },
    credit: { minor: 5_000 },
    method: "Visa ending 4242",
  });
  expect(entriesOf(receipt)).toEqual([
    ["guest", -30_680],
    ["guest_credit", -5_000],
  ]);
  expect(balance()).toEqual([]);
  expect(await listUnbalanced(db)).toEqual([]);
  expect(await run(maria, action.id)).toEqual(outcome);
  expect(await call(maria, "get_booking", { bookingRef: receipt.bookingRef })).toMatchObject({
    result: { paidWith: "Visa ending 4242 and credit" },
  });
});

test("the confirmation is bound to the parts: another part is another hash", async () => {
  give(5_000);
  const action = await offered(await contextOf(db, "maria"), "book_stay", stay);
  const quote = JSON.stringify({ ...quoteOf(action), credit: { minor: 4_999, currency: "EUR" } });
  expect(offerHash(action)).toBe(action.hash);
  expect(offerHash({ ...action, quote })).not.toBe(action.hash);
});

test.each([
  ["more credit", () => give(100)],
  [
    "less credit, because another booking took it",
    async () => {
      const other = { ...stay, place: "Tram View Flat in Estrela" };
      receiptOf(await confirmed(await contextOf(db, "maria", demoNow + 1), "book_stay", other));
    },
  ],
])("with %s than when it was offered nothing is done, and she is told", async (_what, meanwhile) => {
  give(5_000);
  const maria = await contextOf(db, "maria");
  const action = await offered(maria, "book_stay", stay);
  await accept(maria, action.id);
  await meanwhile();
  const rows = () => db.select().from(ledgerTransactions).all().length;
  const before = rows();
  expect(await run(maria, action.id)).toMatchObject({
    kind: "failed",
    say: "The amount has changed since you confirmed it, so nothing was done.",
  });
  expect(rows()).toBe(before);
});

test.each([
  ["more", 100],
  ["none", 0],
])(
  "in its own transaction too the effect refuses another balance than was offered: %s of it",
  async (_what, minor) => {
    const other = { ...stay, place: "Tram View Flat in Estrela" };
    give(5_000);
    const maria = await contextOf(db, "maria");
    const action = await offered(maria, "book_stay", stay);
    await accept(maria, action.id);
    // After the check and before the effect.
    if (minor > 0) give(minor);
    else receiptOf(await confirmed(await contextOf(db, "maria", demoNow + 1), "book_stay", other));
    const { checkIn, checkOut, people: guestCount } = stay;
    const { amount, terms } = JSON.parse(action.quote);
    const booked = { placeId: action.subject, checkIn, checkOut, guestCount, ...terms };
    const { guestId, tool, subject } = action;
    const order = { confirmationId: action.id, guestId, tool, subject, amount, now: demoNow + 2 };
    const before = balance();
    expect(await maria.bookings.execute({ ...order, command: { kind: "book", stay: booked } })).toEqual({
      kind: "refused",
      why: "changed",
    });
    expect(balance()).toEqual(before);
    expect(await listUnbalanced(db)).toEqual([]);
  },
);

test("a booking that credit pays whole leaves the card alone, and comes back as credit", async () => {
  give(50_000);
  const maria = await contextOf(db, "maria");
  const booked = receiptOf(await confirmed(maria, "book_stay", stay));
  expect(booked).toMatchObject({ credit: { minor: 35_680 }, method: "Credit" });
  expect(entriesOf(booked)).toEqual([["guest_credit", -35_680]]);
  expect(await maria.bookings.paymentOnFile({ guestId: "maria" })).toBe("Visa ending 4242");
  const { bookingRef } = booked;
  const later = await contextOf(db, "maria", demoNow + 1_000);
  const cancelled = receiptOf(await confirmed(later, "cancel_booking", { bookingRef }));
  expect(entriesOf(cancelled)).toEqual([["guest_credit", 35_680]]);
  expect(balance()).toEqual([{ minor: 50_000, currency: "EUR" }]);
  expect(inWords(await call(later, "refund_status"), "refund_status")).toMatch(
    /It came back as credit, which can be spent at once\. You have a credit of \*\*€500\.00\*\*\.$/,
  );
});

test("a refund goes to the card up to what the card paid, and the rest is credit again", async () => {
  give(5_000);
  const booked = receiptOf(await confirmed(await contextOf(db, "maria"), "book_stay", stay));
  const { bookingRef } = booked;
  const shorter = { bookingRef, checkOut: "2026-12-13" };
  const part = receiptOf(await confirmed(await contextOf(db, "maria", demoNow + 1), "change_dates", shorter));
  expect(part).toMatchObject({ direction: "refund", method: "Visa ending 4242" });
  expect(part.credit).toBeUndefined();
  const context = await contextOf(db, "maria", demoNow + 2);
  const action = await offered(context, "cancel_booking", { bookingRef });
  const card = 30_680 - part.amount.minor;
  expect(quoteOf(action).rule).toContain(
    "all that is left of what it paid, and €50.00 would come back as credit.",
  );
  await accept(context, action.id);
  const outcome = await run(context, action.id);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  expect(entriesOf(outcome.receipt)).toEqual([
    ["guest", card],
    ["guest_credit", 5_000],
  ]);
  expect(balance()).toEqual([{ minor: 5_000, currency: "EUR" }]);
});

test("another amount that staff set goes to the card first, and the new card says both parts", async () => {
  give(20_000);
  const { bookingRef } = receiptOf(await confirmed(await contextOf(db, "maria"), "book_stay", stay));
  const maria = await contextOf(db, "maria", demoNow + 1);
  const { id: actionId } = await offered(maria, "cancel_booking", { bookingRef });
  await accept(maria, actionId);
  const rules = moneyRules({ refund: 100 });
  const running = { tools: catalogue, actionId, guestName: "Maria", rules };
  expect(await runAction(maria, running)).toEqual({ kind: "waiting" });
  const [waiting] = await listEscalations(db, { status: "open" });
  const set = { amountMinor: 20_000, reason: "Agreed.", staffId: "ana", now: demoNow + 2 };
  const parts = { db, bookings: maria.bookings, rules };
  expect(await changeAmount(parts, { ...set, escalationId: waiting!.id })).toEqual({ ok: true });
  const offer = db
    .select()
    .from(actions)
    .all()
    .find(({ state }) => state === "offered");
  expect(quoteOf(offer!)).toMatchObject({ credit: { minor: 4_320, currency: "EUR" } });
  const later = await contextOf(db, "maria", demoNow + 3);
  await accept(later, offer!.id);
  const outcome = await run(later, offer!.id);
  expect(outcome).toMatchObject({ kind: "done", receipt: { amount: { minor: 20_000 } } });
  expect(balance()).toEqual([{ minor: 4_320, currency: "EUR" }]);
});

test("credit in another currency pays nothing", async () => {
  give(5_000, "JPY");
  const action = await offered(await contextOf(db, "maria"), "book_stay", stay);
  expect(quoteOf(action).credit).toBeUndefined();
  expect(quoteOf(action).rule).toContain("charged to Visa ending 4242.");
});

test("a booking system elsewhere spends no credit of ours: the card pays everything, and the credit stays", async () => {
  give(5_000);
  const remote = await startRemote();
  try {
    const maria = { ...(await contextOf(db, "maria")), bookings: remote.system };
    const booked = await confirmed(maria, "book_stay", stay);
    expect(quoteOf(booked.action).credit).toBeUndefined();
    expect(receiptOf(booked)).toMatchObject({ amount: { minor: 35_680 }, method: "Visa ending 4242" });
    expect(receiptOf(booked).credit).toBeUndefined();
    expect(balance()).toEqual([{ minor: 5_000, currency: "EUR" }]);
  } finally {
    await remote.close();
  }
});

test("what credit alone has paid is not extended on a card that nobody named", async () => {
  give(35_680);
  const { bookingRef } = receiptOf(await confirmed(await contextOf(db, "maria"), "book_stay", stay));
  const longer = { bookingRef, checkOut: "2026-12-15" };
  expect(await call(await contextOf(db, "maria", demoNow + 1), "change_dates", longer)).toMatchObject({
    kind: "refused",
    refusal: { refused: "person-needed", say: expect.stringContaining("paid with credit alone") },
  });
});

test.each([
  ["the card", "guest", 30_681, "the card would get back more than it paid"],
  ["credit", "guest_credit", 5_001, "more credit would come back than was spent"],
] as const)(
  "the database refuses more back to %s than it paid, though the sum is right",
  async (_what, account, minor, why) => {
    give(5_000);
    const { bookingRef } = receiptOf(await confirmed(await contextOf(db, "maria"), "book_stay", stay));
    const past = () =>
      atomically(db, (tx) => {
        const actionId = db.select().from(ledgerTransactions).all().length;
        db.$client.exec("drop trigger refunds_need_confirmation");
        const moved = {
          kind: "refund" as const,
          bookingRef: bookingRef ?? "",
          amountMinor: minor,
          currency: "EUR",
        };
        tx.insert(ledgerTransactions)
          .values({ id: `past-${actionId}`, ...moved, method: "x", createdAt: 1 })
          .run();
        const back = { transactionId: `past-${actionId}`, account, amountMinor: minor };
        tx.insert(ledgerEntries).values(back).run();
      });
    expect(past).toThrow(why);
  },
);
