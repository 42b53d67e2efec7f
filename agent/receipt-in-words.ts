import { inWords } from "../tools/credit-in-words.ts";
import { formatMoney } from "../tools/money.ts";
import { refundArrival } from "../tools/refunds/refund-arrival.ts";
import type { Money, Receipt } from "./events.ts";

/** A receipt as a sentence. Written by code from the ledger's row, never by a model. */
export function receiptInWords(receipt: Receipt): string {
  const { action, title, bookingRef, direction, amount, method, credit } = receipt;
  const what = `Done: ${(deeds[action] ?? anyDeed)({ title, bookingRef })}`;
  if (direction === "none") return `${what} No money moves.`;
  if (credit) return `${what} ${inParts({ direction, amount, method, credit })}`;
  if (direction === "charge") return `${what} ${formatMoney(amount)} was charged to ${method}.`;
  return `${what} ${formatMoney(amount)} goes back to ${method}; that takes ${refundArrival(method)}.`;
}

function inParts({
  direction,
  amount,
  method,
  credit,
}: Pick<Receipt, "direction" | "amount" | "method"> & { credit: Money }): string {
  const words = inWords({ amount, creditMinor: credit.minor });
  const isWhole = credit.minor === amount.minor;
  if (direction === "charge")
    return `${words.credit} came from your credit${isWhole ? "." : `, and ${words.card} was charged to ${method}.`}`;
  const card = `${words.card} goes back to ${method}; that takes ${refundArrival(method)}.`;
  return `${isWhole ? "" : `${card} `}${words.credit} goes back to your credit.`;
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
