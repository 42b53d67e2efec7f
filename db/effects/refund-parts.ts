import { quoteOf } from "../action-card.ts";
import { readBooking } from "../bookings.ts";
import type { Db } from "../open.ts";
import { assertPaidAsQuoted } from "./assert-paid-as-quoted.ts";
import { moveMoney } from "./move-money.ts";
import { type Effect, EffectRefused, type Executed, type Order, runOnce } from "./run-once.ts";

/** Refunds parts of a booking that stays as it is, by the lines of its accepted quote. Refused `changed` when the ledger holds something else than was quoted. */
export async function refundParts(db: Db, order: Omit<Order, "tool">): Promise<Executed> {
  return runOnce(db, { ...order, tool: "request_refund" }, refund);
}

const refund: Effect = (tx, { action, now }) => {
  const booking = readBooking(tx, { guestId: action.guestId, ref: action.subject });
  if (!booking || quoteOf(action).direction !== "refund") throw new EffectRefused("unknown");
  if (booking.status === "cancelled") throw new EffectRefused("already-cancelled");
  assertPaidAsQuoted(action, booking);
  return moveMoney(tx, { action, booking, now });
};
