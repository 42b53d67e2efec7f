import { formatMoney } from "../tools/money.ts";
import { refundArrival } from "../tools/refunds/refund-arrival.ts";
import type { Receipt } from "./events.ts";

/** A receipt as a sentence. Written by code from the ledger's row, never by a model. */
export function receiptInWords({ action, title, bookingRef, direction, amount, method }: Receipt): string {
  if (action === "report_problem") return `Reported: ${title}. Your host has 24 hours to reply.`;
  if (action === "resend_receipt") return `It is in our outgoing mail now, to your address on file: ${title}.`;
  const what =
    action === "cancel_booking" ? `Done: ${title} is cancelled.` : `Done: ${title} (${bookingRef}).`;
  if (direction === "none") return `${what} No money moves.`;
  if (direction === "charge") return `${what} ${formatMoney(amount)} was charged to ${method}.`;
  return `${what} ${formatMoney(amount)} goes back to ${method}; that takes ${refundArrival(method)}.`;
}
