import { and, eq } from "drizzle-orm";
import { type Action, quoteOf, type StoredQuote } from "../action-card.ts";
import type { Booking } from "../bookings.ts";
import { creditOfCharge, creditOfRefund } from "../credit-parts.ts";
import { creditMethod, readCredit } from "../credits.ts";
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
import { ledgerEntries, ledgerTransactions } from "../schema.ts";
import { EffectRefused } from "./run-once.ts";

/**
 * Moves the money of an action's stored quote, by its lines, and returns the receipt, read back from the ledger: what the guest is shown is what
 * happened. `booking` is as it was before; `method` is for one that nothing was paid for yet. Throws when the quote does not add up, or when the guards refuse;
 * EffectRefused `changed` when her credit is not what it was quoted for.
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
  const creditMinor = creditAsQuoted(tx, { action, quote, booking });
  const isCredit = creditMinor === quote.amount.minor;
  if (quote.direction === "charge" && !isCredit && method === "") throw new EffectRefused("guarded");
  const movement = {
    bookingRef,
    amounts,
    creditMinor,
    currency,
    method: isCredit ? creditMethod : method,
    now,
  };
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

/** What is credit of the amount: by the same rule as it was quoted, and with what the ledger holds now. */
function creditAsQuoted(
  tx: Tx,
  { action, quote, booking }: { action: Action; quote: StoredQuote; booking: Booking },
): number {
  const { direction, amount, credit } = quote;
  const { guestId } = action;
  const minor =
    direction === "charge"
      ? creditOfCharge(amount.minor, readCredit(tx, { guestId, currency: booking.currency }))
      : creditOfRefund(amount.minor, booking.movements);
  if (minor !== (credit?.minor ?? 0)) throw new EffectRefused("changed");
  return minor;
}

/** Money goes back to where the newest payment came from, and is charged there. Empty when her card paid nothing of it. */
export function paymentMethod({ movements }: Pick<Booking, "movements">): string {
  return (
    movements.findLast(({ kind, method }) => kind === "payment" && method !== creditMethod)?.method ?? ""
  );
}

function readReceipt(
  tx: Tx,
  { action, booking, now }: { action: Action; booking: Booking; now: number },
): Receipt {
  const moved = findMoved(tx, action.id);
  const creditMinor = moved ? creditOf(tx, moved.id) : 0;
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
    ...(creditMinor > 0 && { credit: { minor: creditMinor, currency: booking.currency } }),
    at: new Date(now).toISOString(),
  };
}

function creditOf(tx: Tx, transactionId: string): number {
  const ofCredit = and(
    eq(ledgerEntries.transactionId, transactionId),
    eq(ledgerEntries.account, "guest_credit"),
  );
  return Math.abs(tx.select().from(ledgerEntries).where(ofCredit).get()?.amountMinor ?? 0);
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
