import { eq } from "drizzle-orm";
import { decideAction, findAction, offerAction } from "../actions.ts";
import { findBookingOfGuest, listBookingsOfGuest } from "../bookings.ts";
import { listUnbalanced } from "../end-state.ts";
import type { Money, Receipt } from "../event-types.ts";
import { noAmounts, type PartAmounts, toLines, totalOf } from "../ledger.ts";
import type { Db } from "../open.ts";
import { bookings, ledgerTransactions, places } from "../schema.ts";
import { beginTurn, demoNow as now, seededDatabase } from "../seeded-for-tests.ts";
import { bookStay, type NewStay, referenceOf } from "./book-stay.ts";

const price: PartAmounts = { ...noAmounts, nights: 28_800, cleaning_fee: 4_000, service_fee: 2_880 };
const amount: Money = { minor: 35_680, currency: "EUR" };
const mariasStay: NewStay = {
  placeId: "lisbon-garden",
  checkIn: "2026-12-04",
  checkOut: "2026-12-08",
  guestCount: 2,
  policy: "moderate",
  method: "Visa ending 4242",
};
const jamesStay = { ...mariasStay, method: "Mastercard ending 5100" };
const orderOf = (guestId: string, stay: NewStay) => ({
  guestId,
  subject: stay.placeId,
  confirmationId: `cf_${guestId}`,
  amount,
  now: now + 60_000,
  stay,
});

let db: Db;
beforeEach(async () => {
  db = await seededDatabase();
});
afterEach(() => db.$client.close());

test("a booking, its payment and the action come to be together", async () => {
  await accepted("maria", mariasStay);
  const outcome = (await bookStay(db, orderOf("maria", mariasStay))) as { kind: "done"; receipt: Receipt };
  const { bookingRef } = outcome.receipt;
  expect(outcome).toMatchObject({
    kind: "done",
    receipt: { direction: "charge", amount, method: "Visa ending 4242", at: "2026-11-25T10:01:00.000Z" },
  });
  expect(outcome.receipt.lines.map((line) => [line.label, line.charge?.minor])).toEqual([
    ["Nights", 28_800],
    ["Cleaning fee", 4_000],
    ["Service fee", 2_880],
  ]);
  expect(bookingRef).toMatch(/^BK-\d{6}$/);
  expect(await findBookingOfGuest(db, { guestId: "maria", ref: bookingRef })).toMatchObject({
    status: "confirmed",
    checkIn: "2026-12-04",
    guestCount: 2,
    policy: "moderate",
    price,
    paid: price,
    bookedAt: now + 60_000,
  });
  expect(await findAction(db, { actionId: "cf_maria" })).toMatchObject({ state: "done" });
  expect(await listUnbalanced(db)).toEqual([]);
});

test("run twice, it books and charges once, and gives the same receipt and reference", async () => {
  await accepted("maria", mariasStay);
  const first = await bookStay(db, orderOf("maria", mariasStay));
  expect(await bookStay(db, { ...orderOf("maria", mariasStay), now: now + 3_600_000 })).toEqual(first);
  expect(charges()).toHaveLength(1);
  expect(booked()).toHaveLength(1);
});

test("two guests confirm the same nights at once: one has them, the other is refused and not charged", async () => {
  await accepted("maria", mariasStay);
  const later = { ...jamesStay, checkIn: "2026-12-07", checkOut: "2026-12-11" };
  await accepted("james", later);
  const outcomes = await Promise.all([
    bookStay(db, orderOf("maria", mariasStay)),
    bookStay(db, orderOf("james", later)),
  ]);
  expect(outcomes).toMatchObject([{ kind: "done" }, { kind: "refused", why: "taken" }]);
  expect(booked().map(({ guestId }) => guestId)).toEqual(["maria"]);
  expect(charges()).toHaveLength(1);
  expect(await findAction(db, { actionId: "cf_james" })).toMatchObject({ state: "accepted" });
});

test("who comes when another leaves is no rival", async () => {
  await accepted("maria", mariasStay);
  const after = { ...jamesStay, checkIn: "2026-12-08", checkOut: "2026-12-12" };
  await accepted("james", after);
  expect(await bookStay(db, orderOf("maria", mariasStay))).toMatchObject({ kind: "done" });
  expect(await bookStay(db, orderOf("james", after))).toMatchObject({ kind: "done" });
});

describe("refused, and nothing is booked or charged", () => {
  afterEach(() => {
    expect(booked()).toEqual([]);
    expect(charges()).toEqual([]);
  });

  test("before the guest has accepted", async () => {
    await accepted("maria", mariasStay, { accept: false });
    expect(await bookStay(db, orderOf("maria", mariasStay))).toEqual({
      kind: "refused",
      why: "not-confirmed",
    });
  });

  test.each([
    ["a place", { placeId: "lisbon-loft" }],
    ["a night", { checkOut: "2026-12-09" }],
    ["a guest", { guestCount: 3 }],
  ])("for %s that she did not confirm", async (_what, other) => {
    await accepted("maria", mariasStay);
    const order = { ...orderOf("maria", mariasStay), stay: { ...mariasStay, ...other } };
    expect(await bookStay(db, order)).toEqual({ kind: "refused", why: "unknown" });
  });

  test("by other terms of cancelling than those she confirmed", async () => {
    await accepted("maria", mariasStay);
    db.update(places).set({ policy: "non_refundable" }).where(eq(places.id, "lisbon-garden")).run();
    expect(await bookStay(db, orderOf("maria", mariasStay))).toEqual({ kind: "refused", why: "changed" });
  });

  test("from another card than the one she was told", async () => {
    await accepted("maria", mariasStay);
    const other = { ...mariasStay, method: "Mastercard ending 5100" };
    expect(await bookStay(db, orderOf("maria", other))).toEqual({ kind: "refused", why: "changed" });
  });

  test("for more guests than the place takes by now", async () => {
    await accepted("maria", mariasStay);
    db.update(places).set({ guestsMax: 1 }).where(eq(places.id, "lisbon-garden")).run();
    expect(await bookStay(db, orderOf("maria", mariasStay))).toEqual({ kind: "refused", why: "changed" });
  });

  test("when the lines of the quote do not add up to its amount", async () => {
    const more = { ...price, nights: 28_801 };
    await accepted("maria", mariasStay, { lines: toLines(noAmounts, negative(more), "EUR") });
    await expect(bookStay(db, orderOf("maria", mariasStay))).rejects.toThrow("add up");
  });
});

test("a reference that is given away already is passed over for the next of the row", async () => {
  await accepted("maria", mariasStay);
  const [first, second] = [referenceOf("cf_maria", 0), referenceOf("cf_maria", 1)];
  db.update(bookings).set({ status: "cancelled" }).where(eq(bookings.ref, "BK-204")).run();
  const { ref: _, ...row } = db.select().from(bookings).where(eq(bookings.ref, "BK-204")).get()!;
  db.insert(bookings)
    .values({ ref: first, ...row })
    .run();
  expect(await bookStay(db, orderOf("maria", mariasStay))).toMatchObject({ receipt: { bookingRef: second } });
  expect((await listBookingsOfGuest(db, { guestId: "maria" })).map(({ ref }) => ref)).toContain(second);
});

interface Offered {
  accept?: boolean;
  lines?: ReturnType<typeof toLines>;
}

const negative = (amounts: PartAmounts): PartAmounts =>
  Object.fromEntries(Object.entries(amounts).map(([part, minor]) => [part, -minor])) as PartAmounts;

async function accepted(guestId: string, stay: NewStay, { accept = true, lines }: Offered = {}) {
  const { conversationId, turnId } = await beginTurn(db, { guestId });
  const confirmationId = `cf_${guestId}`;
  const { checkIn, checkOut, guestCount: people, placeId } = stay;
  const quote = {
    label: "Book and pay €356.80",
    title: "Garden Flat in Graça, 4–8 December 2026",
    direction: "charge" as const,
    amount: { minor: totalOf(price), currency: "EUR" },
    rule: "Moderate policy.",
    lines: lines ?? toLines(noAmounts, negative(price), "EUR"),
  };
  const about = {
    tool: "book_stay",
    subject: placeId,
    quote,
    hash: confirmationId,
    expiresAt: now + 600_000,
  };
  const input = JSON.stringify({ place: placeId, checkIn, checkOut, people });
  await offerAction(db, { id: confirmationId, conversationId, guestId, turnId, ...about, input, now });
  if (accept) await decideAction(db, { confirmationId, conversationId, guestId, decision: "accept", now });
}

const charges = () =>
  db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter(({ kind, confirmationId }) => kind === "payment" && confirmationId !== null);

const booked = () =>
  db
    .select()
    .from(bookings)
    .all()
    .filter(({ confirmationId }) => confirmationId !== null);
