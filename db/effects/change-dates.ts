import { and, eq } from "drizzle-orm";
import { type Action, quoteOf } from "../action-card.ts";
import { type Booking, readBooking } from "../bookings.ts";
import { fromLines } from "../ledger.ts";
import type { Db, Tx } from "../open.ts";
import { bookings } from "../schema.ts";
import { assertPaidAsQuoted } from "./assert-paid-as-quoted.ts";
import { moveMoney } from "./move-money.ts";
import { type Effect, EffectRefused, type Executed, type Order, runOnce } from "./run-once.ts";

/** Calendar dates at the place: those the guest confirmed, and those the booking had when they were quoted. */
export interface NewDates {
  checkIn: string;
  checkOut: string;
  before: { checkIn: string; checkOut: string };
}

/**
 * Moves a booking to other dates, and charges or refunds what its accepted quote says: booking, ledger and action change together or not at all. What
 * the stay costs follows what was paid for it. Refused `taken` when another has one of the nights.
 */
export async function changeDates(
  db: Db,
  { dates, ...order }: Omit<Order, "tool"> & { dates: NewDates },
): Promise<Executed> {
  return runOnce(db, { ...order, tool: "change_dates" }, change(dates));
}

const change =
  (dates: NewDates): Effect =>
  (tx, { action, now }) => {
    assertConfirmed(action, dates);
    const booking = readBooking(tx, { guestId: action.guestId, ref: action.subject });
    if (!booking) throw new EffectRefused("unknown");
    if (booking.status === "cancelled") throw new EffectRefused("already-cancelled");
    assertPaidAsQuoted(action, booking);
    moveDates(tx, { booking, dates, price: priceAfter(booking, action) });
    return moveMoney(tx, { action, booking, now });
  };

/** What she asked for may have left one of the two dates as it was. */
function assertConfirmed({ input }: Action, { before, ...dates }: NewDates): void {
  const { checkIn = before.checkIn, checkOut = before.checkOut } = JSON.parse(input) as Partial<NewDates>;
  if (checkIn !== dates.checkIn || checkOut !== dates.checkOut) throw new EffectRefused("unknown");
}

/** The stored quote's lines move the price as they move the money: what was paid beyond it, or has gone back of it, stays as it was. */
function priceAfter({ price }: Booking, action: Action) {
  const { lines } = quoteOf(action);
  const added = fromLines(lines, "charge");
  return {
    nightsMinor: price.nights + added.nights,
    cleaningFeeMinor: price.cleaning_fee + added.cleaning_fee,
    serviceFeeMinor: price.service_fee + added.service_fee,
    depositMinor: price.deposit + added.deposit,
  };
}

function moveDates(
  tx: Tx,
  { booking, dates, price }: { booking: Booking; dates: NewDates; price: ReturnType<typeof priceAfter> },
): void {
  const { before, checkIn, checkOut } = dates;
  try {
    const moved = tx
      .update(bookings)
      .set({ checkIn, checkOut, ...price })
      .where(
        and(
          eq(bookings.ref, booking.ref),
          eq(bookings.guestId, booking.guestId),
          eq(bookings.status, "confirmed"),
          eq(bookings.checkIn, before.checkIn),
          eq(bookings.checkOut, before.checkOut),
        ),
      )
      .run();
    if (moved.changes === 0) throw new EffectRefused("changed");
  } catch (error) {
    // The database's own guard, in this very transaction: whoever commits first has the nights.
    if (String(error).includes("already booked on these dates")) throw new EffectRefused("taken");
    throw error;
  }
}
