import { eq } from "drizzle-orm";
import { type Action, quoteOf, type StoredQuote } from "../action-card.ts";
import type { Booking } from "../bookings.ts";
import type { Receipt } from "../event-types.ts";
import {
  fromLines,
  type LedgerTransaction,
  type PartAmounts,
  parts,
  recordPayment,
  recordRefund,
  sumParts,
  toLines,
  totalOf,
} from "../ledger.ts";
import type { Tx } from "../open.ts";
import { ledgerTransactions } from "../schema.ts";

/**
 * Moves the money of an action's stored quote, by its lines, and returns the receipt, read back from the ledger: what the guest is shown is what
 * happened. `booking` is as it was before; `method` is for one that nothing was paid for yet. Throws when the quote does not add up, or when the guards refuse.
 */
export function moveMoney(
  tx: Tx,
  {
    action,
    booking,
    now,
    method = paymentMethod(booking),
  }: { action: Action; booking: Booking; now: number; method?: string },
): Receipt {
  const quote = quoteOf(action);
  const amounts = fromLines(quote.lines, quote.direction === "charge" ? "charge" : "refund");
  assertConsistent(quote, booking, totalOf(amounts));
  const { currency, ref: bookingRef } = booking;
  const movement = { bookingRef, amounts, currency, method, now };
  if (quote.amount.minor > 0 && quote.direction === "refund")
    recordRefund(tx, { ...movement, confirmationId: action.id });
  if (quote.amount.minor > 0 && quote.direction === "charge")
    recordPayment(tx, { ...movement, id: `charge-${action.id}`, confirmationId: action.id });
  return readReceipt(tx, { action, booking, now });
}

function assertConsistent(quote: StoredQuote, booking: Booking, sumOfLines: number): void {
  if (quote.amount.currency !== booking.currency)
    throw new Error(`quote for ${booking.ref} in another currency`);
  const expected = quote.direction === "none" ? 0 : quote.amount.minor;
  if (expected !== sumOfLines) throw new Error(`quote for ${booking.ref} does not add up`);
}

/** Money goes back to where the newest payment came from, and is charged there. */
export function paymentMethod(booking: Booking): string {
  return booking.movements.findLast((movement) => movement.kind === "payment")?.method ?? "";
}

function readReceipt(
  tx: Tx,
  { action, booking, now }: { action: Action; booking: Booking; now: number },
): Receipt {
  const moved = findMoved(tx, action.id);
  const left = sumParts(tx, booking.ref);
  return {
    confirmationId: action.id,
    action: action.tool,
    bookingRef: booking.ref,
    title: quoteOf(action).title,
    direction: moved ? (moved.kind === "payment" ? "charge" : "refund") : "none",
    amount: { minor: moved?.amountMinor ?? 0, currency: booking.currency },
    method: moved?.method ?? "",
    lines: toLines(booking.paid, difference(booking.paid, left), booking.currency),
    at: new Date(now).toISOString(),
  };
}

export function findMoved(tx: Tx, confirmationId: string): LedgerTransaction | undefined {
  return tx
    .select()
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.confirmationId, confirmationId))
    .get();
}

function difference(before: PartAmounts, after: PartAmounts): PartAmounts {
  return Object.fromEntries(parts.map((part) => [part, before[part] - after[part]])) as PartAmounts;
}
