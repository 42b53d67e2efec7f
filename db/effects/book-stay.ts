import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { type Action, quoteOf } from "../action-card.ts";
import { type Booking, type Policy, readBooking } from "../bookings.ts";
import { fromLines } from "../ledger.ts";
import type { Db, Tx } from "../open.ts";
import { bookings, places } from "../schema.ts";
import { readPaymentOnFile } from "../stays.ts";
import { moveMoney } from "./move-money.ts";
import { type Effect, EffectRefused, type Executed, type Order, runOnce } from "./run-once.ts";

/** What is booked, as the guest confirmed it. Its price is in the order's stored quote. */
export interface NewStay {
  placeId: string;
  /** Calendar dates at the place. */
  checkIn: string;
  checkOut: string;
  guestCount: number;
  /** The terms and the card that the quote named: other ones are another offer. */
  policy: Policy;
  method: string;
}

/** Books a stay and charges what its accepted quote says: booking, ledger and action change together or not at all. Refused `taken` when another has the nights. */
export async function bookStay(
  db: Db,
  { stay, ...order }: Omit<Order, "tool"> & { stay: NewStay },
): Promise<Executed> {
  return runOnce(db, { ...order, tool: "book_stay" }, book(stay));
}

const book =
  (stay: NewStay): Effect =>
  (tx, { action, now }) => {
    assertAsQuoted(tx, action, stay);
    const ref = newReference(tx, action.id);
    insertBooking(tx, { ref, action, stay, now });
    const booking = readBooking(tx, { guestId: action.guestId, ref }) as Booking;
    return moveMoney(tx, { action, booking, now, method: stay.method });
  };

/** It is what the action's row says she confirmed, the place is as it was offered, and she still pays with what she was told. */
function assertAsQuoted(tx: Tx, action: Action, stay: NewStay): void {
  const { placeId, checkIn, checkOut, guestCount, policy, method } = stay;
  const confirmed = JSON.parse(action.input) as { checkIn: string; checkOut: string; people: number };
  const isConfirmed =
    action.subject === placeId &&
    confirmed.checkIn === checkIn &&
    confirmed.checkOut === checkOut &&
    confirmed.people === guestCount;
  if (!isConfirmed) throw new EffectRefused("unknown");
  const place = tx
    .select()
    .from(places)
    .where(and(eq(places.id, placeId), eq(places.policy, policy)))
    .get();
  const isSame = place?.currency === quoteOf(action).amount.currency && place.guestsMax >= guestCount;
  if (!isSame || readPaymentOnFile(tx, action.guestId) !== method) throw new EffectRefused("changed");
}

function insertBooking(
  tx: Tx,
  { ref, action, stay, now }: { ref: string; action: Action; stay: NewStay; now: number },
): void {
  const { method: _, ...booked } = stay;
  const { lines, amount, direction } = quoteOf(action);
  if (direction !== "charge") throw new Error(`the quote of ${action.id} charges nothing`);
  const price = fromLines(lines, "charge");
  const values = {
    ref,
    ...booked,
    guestId: action.guestId,
    status: "confirmed" as const,
    currency: amount.currency,
    nightsMinor: price.nights,
    cleaningFeeMinor: price.cleaning_fee,
    serviceFeeMinor: price.service_fee,
    depositMinor: price.deposit,
    bookedAt: now,
    confirmationId: action.id,
  };
  try {
    tx.insert(bookings).values(values).run();
  } catch (error) {
    // The database's own guard, in this very transaction: whoever commits first has the nights.
    if (String(error).includes("already booked on these dates")) throw new EffectRefused("taken");
    throw error;
  }
}

/** Six digits are easy to read out. With 900,000 of them, ten in a row that are given away already mean that it is time for a seventh. */
const referenceTriesMax = 10;

/** The first free one of a row of numbers that the confirmation id yields: the same whenever it is asked for, and not the neighbour of any other. */
function newReference(tx: Tx, confirmationId: string): string {
  for (let attempt = 0; attempt < referenceTriesMax; attempt++) {
    const ref = referenceOf(confirmationId, attempt);
    const given = tx.select({ ref: bookings.ref }).from(bookings).where(eq(bookings.ref, ref)).get();
    if (!given) return ref;
  }
  throw new Error(`no free booking reference for ${confirmationId}`);
}

export function referenceOf(confirmationId: string, attempt: number): string {
  const digest = createHash("sha256").update(`${confirmationId}:${attempt}`).digest();
  return `BK-${100_000 + (digest.readUInt32BE(0) % 900_000)}`;
}
