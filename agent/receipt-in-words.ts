import { formatMoney } from "../tools/money.ts";
import { refundArrival } from "../tools/refunds/refund-arrival.ts";
import type { Receipt } from "./events.ts";

/** A receipt as a sentence. Written by code from the ledger's row, never by a model. */
export function receiptInWords({ action, title, bookingRef, direction, amount, method }: Receipt): string {
  const what =
    action === "cancel_booking" ? `Done: ${title} is cancelled.` : `Done: ${title} (${bookingRef}).`;
  if (direction === "none") return `${what} No money moves.`;
  if (direction === "charge") return `${what} ${formatMoney(amount)} was charged to ${method}.`;
  return `${what} ${formatMoney(amount)} goes back to ${method}; that takes ${refundArrival(method)}.`;
}
