import { and, eq } from "drizzle-orm";
import { type Action, quoteOf, type StoredQuote } from "./action-card.ts";
import { finishAction } from "./actions.ts";
import { type Booking, readBooking } from "./bookings.ts";
import type { Money, Receipt } from "./event-types.ts";
import { fromLines, recordRefund, sumParts, toLines, totalOf } from "./ledger.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { actions, bookings, ledgerTransactions } from "./schema.ts";

export interface CancellationOrder {
  confirmationId: string;
  guestId: string;
  ref: string;
  /** What the guest accepted. The stored quote must say the same. */
  amount: Money;
  now: number;
}

export type Cancellation =
  | { kind: "done"; receipt: Receipt }
  /** Nothing was changed. `unknown`: no such confirmation of this guest, booking and amount. */
  | { kind: "refused"; why: "unknown" | "not-confirmed" | "already-cancelled" };

/**
 * Cancels a booking and refunds what its accepted quote says: booking, ledger and action change together or not at all. Keyed by the
 * confirmation id: a second call finds the action done and returns the receipt of the first. It executes the stored quote and
 * computes nothing anew. Throws when the database's guards refuse (more than was paid), which rolls everything back.
 */
export async function cancelBooking(db: Db, order: CancellationOrder): Promise<Cancellation> {
  return atomically(db, (tx) => cancelInside(tx, order));
}

/** The same inside somebody's unit of work. */
export function cancelInside(tx: Tx, order: CancellationOrder): Cancellation {
  const { confirmationId, guestId, ref, now } = order;
  const action = tx
    .select()
    .from(actions)
    .where(and(eq(actions.id, confirmationId), eq(actions.guestId, guestId), eq(actions.subject, ref)))
    .get();
  if (!action || !isFor(action, order.amount)) return { kind: "refused", why: "unknown" };
  if (action.state === "done") return { kind: "done", receipt: JSON.parse(action.outcome ?? "null") };
  if (action.state !== "accepted" && action.state !== "approved")
    return { kind: "refused", why: "not-confirmed" };

  const booking = readBooking(tx, { guestId, ref });
  const cancelled = tx
    .update(bookings)
    .set({ status: "cancelled", cancelledAt: now })
    .where(and(eq(bookings.ref, ref), eq(bookings.guestId, guestId), eq(bookings.status, "confirmed")))
    .run();
  if (!booking || cancelled.changes === 0) return { kind: "refused", why: "already-cancelled" };

  refund(tx, { action, booking, now });
  const receipt = writeReceipt(tx, { action, booking, now });
  // The state was read in this transaction; were it to fail all the same, everything above goes with it.
  if (!finishAction(tx, { actionId: action.id, receipt, now }))
    throw new Error(`action ${action.id} did not finish`);
  return { kind: "done", receipt };
}

function isFor(action: Action, amount: Money): boolean {
  const quoted = quoteOf(action).amount;
  return (
    action.tool === "cancel_booking" && quoted.minor === amount.minor && quoted.currency === amount.currency
  );
}

function refund(tx: Tx, { action, booking, now }: { action: Action; booking: Booking; now: number }): void {
  const quote = quoteOf(action);
  const amounts = fromLines(quote.lines);
  assertConsistent(quote, booking, totalOf(amounts));
  if (quote.amount.minor === 0) return;
  recordRefund(tx, {
    confirmationId: action.id,
    bookingRef: booking.ref,
    amounts,
    currency: booking.currency,
    method: paymentMethod(booking),
    now,
  });
}

function assertConsistent(quote: StoredQuote, booking: Booking, sumOfLines: number): void {
  if (quote.amount.currency !== booking.currency)
    throw new Error(`quote for ${booking.ref} in another currency`);
  if (quote.amount.minor !== sumOfLines) throw new Error(`quote for ${booking.ref} does not add up`);
}

/** Refunds go back where the newest payment came from. */
function paymentMethod(booking: Booking): string {
  return booking.movements.findLast((movement) => movement.kind === "payment")?.method ?? "";
}

/** Read back from the ledger, not copied from the quote: what the guest is shown is what happened. */
function writeReceipt(
  tx: Tx,
  { action, booking, now }: { action: Action; booking: Booking; now: number },
): Receipt {
  const moved = tx
    .select()
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.confirmationId, action.id))
    .get();
  const left = sumParts(tx, booking.ref);
  const refunded = {
    nights: booking.paid.nights - left.nights,
    cleaning_fee: booking.paid.cleaning_fee - left.cleaning_fee,
    service_fee: booking.paid.service_fee - left.service_fee,
  };
  return {
    confirmationId: action.id,
    action: action.tool,
    bookingRef: booking.ref,
    title: quoteOf(action).title,
    direction: moved ? "refund" : "none",
    amount: { minor: moved?.amountMinor ?? 0, currency: booking.currency },
    method: moved?.method ?? "",
    lines: toLines(booking.paid, refunded, booking.currency),
    at: new Date(now).toISOString(),
  };
}
