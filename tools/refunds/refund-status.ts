import * as z from "zod";
import type { Booking } from "../../db/bookings.ts";
import { listCreditOfGuest } from "../../db/credits.ts";
import type { Money } from "../../db/event-types.ts";
import { listRefundRequestsOfGuest, type RefundRequest, type SentRefund } from "../../db/refunds.ts";
import { authoriseBooking } from "../bookings/authorise-booking.ts";
import { bookingRef } from "../bookings/booking-ref.ts";
import { inWords } from "../credit-in-words.ts";
import { formatMoney } from "../money.ts";
import { formatDay } from "../stay-times.ts";
import { defineReadTool, type Refusal, type ToolContext } from "../tool.ts";
import { refundArrival } from "./refund-arrival.ts";

export interface RefundStatus {
  /** The booking that was asked about; null when all of the guest's were. */
  bookingRef: string | null;
  refunds: RefundLine[];
  /** Set when there is no refund: why. */
  none: string | null;
  /** What she has of credit, whichever booking was asked about: "€25.00 and ¥3,000", or "none". */
  credit: string;
}

/** In words throughout: a small model that reads `31200` says €31,200. */
export interface RefundLine {
  bookingRef: string;
  /** "BK-204", or "the change of dates of BK-204". */
  what: string;
  status: "sent" | "waiting for approval" | "being carried out" | "not approved" | "failed";
  amount: string;
  /** "30 November 2026". */
  since: string;
  /** A sent refund: where it went and how long that takes. A refused one: why. */
  note: string;
}

/** Where the guest's refunds stand, from the booking system and from what she has confirmed; and what credit she has, from our own ledger. */
export const refundStatus = defineReadTool({
  name: "refund_status",
  description:
    "Says where the guest's refunds stand: sent, waiting for approval, or failed, with amount and date; and what credit she has. Use it when the guest asks where her money is, whether a refund was made, for one booking or for all, or for her credit. Not for bookings she has yet to cancel (quote_cancellation).",
  effect: "read",
  input: z.strictObject({
    bookingRef: bookingRef
      .optional()
      .describe('The booking reference, e.g. "BK-204". Leave it out for all refunds.'),
  }),
  examples: [
    "Where is my refund?",
    "When will I get my money back?",
    "Has my refund been sent yet?",
    "I cancelled last week but have not received the money",
    "What's the status of my refund?",
    "I'm still waiting for my refund",
    "Did you refund BK-204?",
    "My refund hasn't arrived on my card",
    "How much did you refund me?",
    "Was my cancelled booking refunded?",
    "Which card did the refund go to?",
    "Track my refund please",
    "Is my refund approved already?",
    "The money for my cancelled trip isn't on my account",
    "When did you send the refund?",
    "How long until the refund for BK-131 reaches me?",
    "Any news on my reimbursement?",
    "refund status",
    "Is the refund on its way?",
    "Please check on the refund for my Porto stay",
    "Why does my refund take so long?",
    "You were going to pay me back and nothing has come so far",
    "When does the money reach my account?",
    "How is my refund coming along?",
    "Do I have any credit?",
    "How much credit do I have?",
    "What is my credit balance?",
    "Is there any Staywell credit left on my account?",
    "How much credit do I still have?",
    "What is left of my credit?",
  ],
  slots: { bookingRef: { kind: "booking", ask: "Which booking is the refund for?" } },
  async authorise(context: ToolContext, { bookingRef: ref }): Promise<{ booking: Booking | null } | Refusal> {
    if (ref === undefined) return { booking: null };
    const booking = await authoriseBooking(context, { bookingRef: ref });
    return "refused" in booking ? booking : { booking };
  },
  async run(context, { booking }): Promise<RefundStatus> {
    const { db, bookings, guestId } = context;
    const sent = await bookings.listRefunds({ guestId, ref: booking?.ref });
    const refunds = [...(await requestsOf(context, booking, sent)), ...sent.map(fromSent)];
    return {
      bookingRef: booking?.ref ?? null,
      refunds,
      none: refunds.length === 0 ? whyNone(booking) : null,
      credit: creditInWords(listCreditOfGuest(db, { guestId })),
    };
  },
  render({ refunds, none, credit, bookingRef: ref }) {
    const hers = credit === noCredit ? "You have no credit with us." : `You have a credit of **${credit}**.`;
    const told = ref === null || credit !== noCredit ? [hers] : [];
    if (none) return [none, ...told].join(" ");
    if (refunds.length === 1) return [sentence(refunds[0]!), ...told].join(" ");
    const list = ["These are your refunds:", "", ...refunds.map((line) => `- ${sentence(line)}`)];
    return [...list, ...told.flatMap((words) => ["", words])].join("\n");
  },
});

const noCredit = "none";

/** Amounts of different currencies are never summed. */
const creditInWords = (balances: Money[]): string =>
  balances.length === 0 ? noCredit : balances.map((one) => formatMoney(one)).join(" and ");

/** What has become of what she confirmed. A request whose money has gone out is told as sent alone: its answer may not have reached us. */
async function requestsOf(
  { db, bookings, guestId }: ToolContext,
  booking: Booking | null,
  sent: SentRefund[],
): Promise<RefundLine[]> {
  const gone = new Set(sent.map(({ confirmationId }) => confirmationId));
  const requests = await listRefundRequestsOfGuest(db, { guestId, ref: booking?.ref });
  const lines: RefundLine[] = [];
  for (const request of requests.filter(({ confirmationId }) => !gone.has(confirmationId))) {
    const about = booking ?? (await bookings.findBooking({ guestId, ref: request.bookingRef }));
    if (about) lines.push(fromRequest(request, about.place.timeZone));
  }
  return lines;
}

const fromSent = ({
  bookingRef: ref,
  tool,
  amount,
  credit,
  method,
  at,
  timeZone,
}: SentRefund): RefundLine => ({
  bookingRef: ref,
  what: whatFor(tool, ref),
  status: "sent",
  amount: formatMoney(amount),
  since: formatDay(at, timeZone),
  note: whereTo(amount, credit, method),
});

/** Credit is there at once; a card takes its time. */
function whereTo(amount: Money, credit: Money | undefined, method: string): string {
  const sent = `efunded to ${method}; it takes ${refundArrival(method)} from then to arrive.`;
  if (!credit) return `R${sent}`;
  if (credit.minor === amount.minor) return "It came back as credit, which can be spent at once.";
  const words = inWords({ amount, creditMinor: credit.minor });
  return `${words.credit} of it came back as credit, and ${words.card} was r${sent}`;
}

/** A cancellation goes by its booking alone. */
const whatFor = (tool: string, ref: string): string =>
  ({ change_dates: `the change of dates of ${ref}`, request_refund: `a part of ${ref}` })[tool] ?? ref;

function fromRequest(
  { bookingRef: ref, tool, amount, state, reason, at }: RefundRequest,
  timeZone: string,
): RefundLine {
  const line = {
    bookingRef: ref,
    what: whatFor(tool, ref),
    amount: formatMoney(amount),
    since: formatDay(at, timeZone),
  };
  if (state === "awaiting_approval") {
    return {
      ...line,
      status: "waiting for approval",
      note: "A member of staff looks at it first; the answer appears in the chat where you confirmed it.",
    };
  }
  if (state === "rejected")
    return { ...line, status: "not approved", note: reason ?? "A member of staff decided so." };
  if (state === "failed")
    return { ...line, status: "failed", note: reason ?? "It could not be carried out." };
  return { ...line, status: "being carried out", note: "You confirmed it; it is not finished yet." };
}

function whyNone(booking: Booking | null): string {
  if (!booking) return "I see no refunds for your bookings.";
  if (booking.status === "confirmed")
    return `There is no refund for ${booking.ref}: the booking has not been cancelled.`;
  const when =
    booking.cancelledAt === null ? "" : ` on ${formatDay(booking.cancelledAt, booking.place.timeZone)}`;
  return `${booking.ref} was cancelled${when} without a refund.`;
}

function sentence({ what, status, amount, since, note }: RefundLine): string {
  if (status === "sent") return `Your refund of **${amount}** for ${what} was sent on ${since}. ${note}`;
  return `Your refund of **${amount}** for ${what} (${since}) is ${status}. ${note}`;
}
