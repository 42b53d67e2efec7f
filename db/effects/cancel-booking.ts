import { and, eq } from "drizzle-orm";
import { type Booking, readBooking } from "../bookings.ts";
import type { Db } from "../open.ts";
import { bookings } from "../schema.ts";
import { moveMoney } from "./move-money.ts";
import { type Effect, EffectRefused, type Executed, type Order, runOnce } from "./run-once.ts";

/** Cancels a booking and refunds what its accepted quote says: booking, ledger and action change together or not at all. */
export async function cancelBooking(db: Db, order: Omit<Order, "tool">): Promise<Executed> {
  return runOnce(db, { ...order, tool: "cancel_booking" }, cancel);
}

export const cancel: Effect = (tx, { action, now }) => {
  const { guestId, subject: ref } = action;
  const booking = readBooking(tx, { guestId, ref });
  const cancelled = tx
    .update(bookings)
    .set({ status: "cancelled", cancelledAt: now })
    .where(and(eq(bookings.ref, ref), eq(bookings.guestId, guestId), eq(bookings.status, "confirmed")))
    .run();
  if (!booking || cancelled.changes === 0) throw new EffectRefused("already-cancelled");
  return moveMoney(tx, { action, booking: booking as Booking, now });
};
