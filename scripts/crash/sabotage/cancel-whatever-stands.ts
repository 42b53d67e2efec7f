import { readBooking } from "../../../db/bookings.ts";
import { moveMoney } from "../../../db/effects/move-money.ts";
import type { Executed, Order } from "../../../db/effects/run-once.ts";
import type { Db } from "../../../db/open.ts";
import { runOnce } from "./run-perhaps-twice.ts";

export * from "../../../db/effects/cancel-booking.ts";

/** Cancels and refunds, without asking whether that was done before. */
export async function cancelBooking(db: Db, order: Omit<Order, "tool">): Promise<Executed> {
  return runOnce(db, { ...order, tool: "cancel_booking" }, (tx, { action, now }) => {
    const booking = readBooking(tx, { guestId: action.guestId, ref: action.subject });
    if (!booking) throw new Error(`no booking ${action.subject}`);
    // On the connection of the transaction, and so in it.
    db.$client
      .prepare("update bookings set status = 'cancelled', cancelled_at = ? where ref = ?")
      .run(now, booking.ref);
    return moveMoney(tx, { action, booking, now });
  });
}
