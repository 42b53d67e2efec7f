import { eq } from "drizzle-orm";
import { decideAction, findAction, offerAction } from "../actions.ts";
import { findBookingOfGuest } from "../bookings.ts";
import type { Money, Receipt } from "../event-types.ts";
import { noAmounts, type PartAmounts, recordRefund, toLines, totalOf } from "../ledger.ts";
import { atomically, type Db } from "../open.ts";
import { actions, events, ledgerEntries, ledgerTransactions } from "../schema.ts";
import { approveByRules, beginTurn, demoNow as now, seededDatabase } from "../seeded-for-tests.ts";
import { cancelBooking } from "./cancel-booking.ts";

const everything: PartAmounts = { ...noAmounts, nights: 24_000, cleaning_fee: 4_200, service_fee: 3_000 };
const nothing: PartAmounts = noAmounts;
const amount: Money = { minor: 31_200, currency: "EUR" };
const maria = { guestId: "maria", ref: "BK-204" };
const order = { guestId: "maria", subject: maria.ref, confirmationId: "cf_1", amount, now: now + 60_000 };

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

test("a cancellation changes the booking, the ledger and the action together", async () => {
  await offerToMaria({ refund: everything, accept: true });
  const outcome = await cancelBooking(db, order);
  expect(outcome).toMatchObject({
    kind: "done",
    receipt: {
      confirmationId: "cf_1",
      bookingRef: "BK-204",
      direction: "refund",
      amount,
      method: "Visa ending 4242",
      at: "2026-11-25T10:01:00.000Z",
    },
  });
  expect(await findBookingOfGuest(db, maria)).toMatchObject({
    status: "cancelled",
    cancelledAt: order.now,
    paid: nothing,
  });
  expect(await findAction(db, { actionId: "cf_1" })).toMatchObject({ state: "done", finishedAt: order.now });
  expect(refundEntries()).toEqual({
    guest: 31_200,
    nights: -24_000,
    cleaning_fee: -4_200,
    service_fee: -3_000,
  });
});

test("the receipt says line by line what the ledger holds", async () => {
  await offerToMaria({ refund: { ...nothing, nights: 12_000, cleaning_fee: 4_200 }, accept: true });
  const { receipt } = (await cancelBooking(db, { ...order, amount: { minor: 16_200, currency: "EUR" } })) as {
    receipt: Receipt;
  };
  expect(receipt.lines.map((line) => [line.label, line.paid.minor, line.refund.minor])).toEqual([
    ["Nights", 24_000, 12_000],
    ["Cleaning fee", 4_200, 4_200],
    ["Service fee", 3_000, 0],
  ]);
});

test("cancelling twice refunds once and gives the same receipt", async () => {
  await offerToMaria({ refund: everything, accept: true });
  const first = await cancelBooking(db, order);
  const logged = db.select().from(events).all().length;
  const second = await cancelBooking(db, { ...order, now: order.now + 3_600_000 });
  expect(second).toEqual(first);
  expect(refunds()).toHaveLength(1);
  expect(db.select().from(events).all()).toHaveLength(logged);
});

test("a cancellation without a refund moves no money", async () => {
  await offerToMaria({ refund: nothing, accept: true });
  const outcome = await cancelBooking(db, { ...order, amount: { minor: 0, currency: "EUR" } });
  expect(outcome).toMatchObject({
    kind: "done",
    receipt: { direction: "none", method: "", amount: { minor: 0 } },
  });
  expect(refunds()).toEqual([]);
  expect(await findBookingOfGuest(db, maria)).toMatchObject({ status: "cancelled" });
});

describe("refused, and nothing is changed", () => {
  afterEach(async () => {
    expect(refunds()).toEqual([]);
    expect(await findBookingOfGuest(db, maria)).toMatchObject({ status: "confirmed", cancelledAt: null });
  });

  test("before the guest has accepted", async () => {
    await offerToMaria({ refund: everything, accept: false });
    expect(await cancelBooking(db, order)).toEqual({ kind: "refused", why: "not-confirmed" });
  });

  test("before the rules or people have approved it", async () => {
    await offerToMaria({ refund: everything, accept: true, approve: false });
    expect(await cancelBooking(db, order)).toEqual({ kind: "refused", why: "not-confirmed" });
  });

  test.each([
    ["an unknown confirmation", { confirmationId: "cf_2" }],
    ["another guest", { guestId: "james" }],
    ["another booking", { subject: "BK-131" }],
    ["another amount", { amount: { minor: 31_201, currency: "EUR" } }],
    ["another currency", { amount: { minor: 31_200, currency: "USD" } }],
  ])("for %s", async (_what, change) => {
    await offerToMaria({ refund: everything, accept: true });
    expect(await cancelBooking(db, { ...order, ...change })).toEqual({ kind: "refused", why: "unknown" });
    expect(await findAction(db, { actionId: "cf_1" })).toMatchObject({ state: "approved" });
  });

  test("for an action of another tool", async () => {
    await offerToMaria({ refund: everything, accept: true, tool: "change_booking" });
    expect(await cancelBooking(db, order)).toEqual({ kind: "refused", why: "unknown" });
  });

  test("by the database itself when more would go back than was paid", async () => {
    const tooMuch = { ...everything, nights: 24_001 };
    await offerToMaria({ refund: tooMuch, accept: true });
    const over = { ...order, amount: { minor: 31_201, currency: "EUR" } };
    // Not toThrow: SQLite's errors belong to the first test file of a worker, and jest takes those of another realm for no errors.
    await expect(cancelBooking(db, over)).rejects.toMatchObject({
      message: expect.stringContaining("refunds would exceed payments"),
    });
    expect(await findAction(db, { actionId: "cf_1" })).toMatchObject({ state: "approved" });
  });

  test("when the lines of the quote do not add up to its amount", async () => {
    await offerToMaria({ refund: everything, accept: true, amount: { minor: 100, currency: "EUR" } });
    await expect(cancelBooking(db, { ...order, amount: { minor: 100, currency: "EUR" } })).rejects.toThrow(
      "add up",
    );
  });
});

test("a second confirmation cannot cancel, or refund, what the first has", async () => {
  await offerToMaria({ refund: everything, accept: true });
  await cancelBooking(db, order);
  await offerToMaria({ refund: everything, accept: true, id: "cf_2", at: now + 120_000 });
  expect(await cancelBooking(db, { ...order, confirmationId: "cf_2" })).toEqual({
    kind: "refused",
    why: "already-cancelled",
  });
  expect(refunds()).toHaveLength(1);
});

test("one confirmation cannot move money twice, whatever the code above believes", async () => {
  await offerToMaria({ refund: nothing, accept: true });
  const penny = {
    bookingRef: "BK-204",
    amounts: { ...nothing, nights: 1 },
    currency: "EUR",
    method: "Visa",
    now,
  };
  const pay = () => atomically(db, (tx) => recordRefund(tx, { ...penny, confirmationId: "cf_1" }));
  pay();
  expect(pay).toThrow("UNIQUE");
  expect(refunds()).toHaveLength(1);
});

test("a foreign booking is as missing as one that does not exist", async () => {
  expect(await findBookingOfGuest(db, { guestId: "james", ref: "BK-204" })).toBeUndefined();
  expect(await findBookingOfGuest(db, { guestId: "james", ref: "BK-999" })).toBeUndefined();
});

interface Offered {
  refund: PartAmounts;
  accept: boolean;
  amount?: Money;
  tool?: string;
  id?: string;
  at?: number;
  approve?: boolean;
}

async function offerToMaria({
  refund,
  accept,
  tool = "cancel_booking",
  id = "cf_1",
  at = now,
  approve = true,
  ...rest
}: Offered) {
  const { conversationId, turnId } = await beginTurn(db, { guestId: "maria", now: at });
  const quote = {
    label: "Cancel",
    title: "BK-204 · Loft in Alfama, 4–8 December 2026",
    direction: "refund" as const,
    amount: rest.amount ?? { minor: totalOf(refund), currency: "EUR" },
    rule: "Moderate policy.",
    lines: toLines(everything, refund, "EUR"),
  };
  const about = {
    tool,
    subject: "BK-204",
    input: '{"bookingRef":"BK-204"}',
    quote,
    hash: id,
    expiresAt: at + 600_000,
  };
  await offerAction(db, { id, conversationId, guestId: "maria", turnId, ...about, now: at });
  if (!accept) return;
  await decideAction(db, {
    confirmationId: id,
    conversationId,
    guestId: "maria",
    decision: "accept",
    now: at,
  });
  expect(db.select().from(actions).where(eq(actions.id, id)).get()).toMatchObject({ state: "accepted" });
  if (approve) await approveByRules(db, { actionId: id, now: at });
}

const refunds = () =>
  db
    .select()
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.bookingRef, "BK-204"))
    .all()
    .filter((transaction) => transaction.kind === "refund");

function refundEntries(): Record<string, number> {
  const rows = db.select().from(ledgerEntries).where(eq(ledgerEntries.transactionId, "refund-cf_1")).all();
  return Object.fromEntries(rows.map((row) => [row.account, row.amountMinor]));
}
