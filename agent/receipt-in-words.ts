import { formatMoney } from "../tools/money.ts";
import { refundArrival } from "../tools/refunds/refund-arrival.ts";
import type { Receipt } from "./events.ts";

/** A receipt as a sentence. Written by code from the ledger's row, never by a model. */
export function receiptInWords(receipt: Receipt): string {
  const { action, title, bookingRef, direction, amount, method } = receipt;
  const what = `Done: ${(deeds[action] ?? anyDeed)({ title, bookingRef })}`;
  if (direction === "none") return `${what} No money moves.`;
  if (direction === "charge") return `${what} ${formatMoney(amount)} was charged to ${method}.`;
  return `${what} ${formatMoney(amount)} goes back to ${method}; that takes ${refundArrival(method)}.`;
}

type About = Pick<Receipt, "title" | "bookingRef">;

/** What each writing tool has done. The title of a new booking does not have its reference yet. */
const deeds: Record<string, (about: About) => string> = {
  cancel_booking: ({ title }) => `${title} is cancelled.`,
  change_dates: ({ title }) => `${title}: the dates have been changed.`,
  change_guests: ({ title }) => `${title}: the number of guests has been changed.`,
  request_refund: ({ title }) => `${title}.`,
  report_problem: ({ title }) => `the host has been told. ${title}.`,
  resend_receipt: ({ title }) => `${title} is on its way to your e-mail address.`,
  book_stay: ({ title, bookingRef }) => `${title} has been booked. Your reference is ${bookingRef}.`,
};

const anyDeed = ({ title, bookingRef }: About): string => `${title} (${bookingRef}).`;
