import { and, gte, inArray } from "drizzle-orm";
import { type Action, quoteOf } from "../action-card.ts";
import { readBooking } from "../bookings.ts";
import { isHeldByClaim } from "../damage-claims.ts";
import { fromLines } from "../ledger.ts";
import type { Db, Tx } from "../open.ts";
import { approvals } from "../schema.ts";
import { assertPaidAsQuoted } from "./assert-paid-as-quoted.ts";
import { moveMoney } from "./move-money.ts";
import { type Effect, EffectRefused, type Executed, type Order, runOnce } from "./run-once.ts";

/** Refunds parts of a booking that stays as it is, by the lines of its accepted quote. Refused `changed` when the ledger holds something else than was quoted, `damage-claimed` when only a person may give the deposit back. */
export async function refundParts(db: Db, order: Omit<Order, "tool">): Promise<Executed> {
  return runOnce(db, { ...order, tool: "request_refund" }, refund);
}

const refund: Effect = (tx, { action, now }) => {
  const booking = readBooking(tx, { guestId: action.guestId, ref: action.subject });
  if (!booking || quoteOf(action).direction !== "refund") throw new EffectRefused("unknown");
  if (booking.status === "cancelled") throw new EffectRefused("already-cancelled");
  assertPaidAsQuoted(action, booking);
  const { damageClaim } = booking;
  const isHeld = isHeldByClaim(booking, fromLines(quoteOf(action).lines).deposit);
  // The claim may have come after the rules had cleared it, or after a person who could not know of it.
  if (damageClaim && isHeld && !isApprovedSince(tx, action, damageClaim.claimedAt))
    throw new EffectRefused("damage-claimed");
  return moveMoney(tx, { action, booking, now });
};

/** A person of staff said yes to it, or set its amount, at this time or later. */
function isApprovedSince(tx: Tx, { id, replacesId }: Action, since: number): boolean {
  const ofAction = inArray(approvals.actionId, [id, ...(replacesId ? [replacesId] : [])]);
  const yes = inArray(approvals.decision, ["approve", "change"]);
  const then = gte(approvals.createdAt, since);
  return (
    tx
      .select()
      .from(approvals)
      .where(and(ofAction, yes, then))
      .get() !== undefined
  );
}
