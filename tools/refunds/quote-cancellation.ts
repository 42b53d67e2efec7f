import * as z from "zod";
import type { Booking } from "../../db/bookings.ts";
import { authoriseBooking } from "../bookings/authorise-booking.ts";
import { bookingRef } from "../bookings/booking-ref.ts";
import { formatMoney, isZero } from "../money.ts";
import { formatInstant } from "../stay-times.ts";
import { defineReadTool } from "../tool.ts";
import { cancellationUnmet, quoteCancellationOf } from "./cancellation-offer.ts";

/** In words throughout: a small model that reads `31200` says €31,200. */
export interface CancellationQuote {
  bookingRef: string;
  title: string;
  /** What comes back if she cancels now: "€312.00". */
  refund: string;
  paid: string;
  rule: string;
  lines: { label: string; paid: string; refund: string }[];
  /** Until when cancelling gives this amount: "29 November 2026, 15:00 local time". */
  validUntil: string;
  /** False: nothing at all comes back. */
  anyRefund: boolean;
}

/** What a cancellation would give back now, to the cent and by which rule. Changes nothing. */
export const quoteCancellation = defineReadTool({
  name: "quote_cancellation",
  description:
    "Says exactly what the guest would get back if she cancelled one of her bookings now, and by which rule. Changes nothing. Not to cancel (cancel_booking), and not for money of a cancelled booking (refund_status).",
  effect: "read",
  input: z.strictObject({ bookingRef }),
  examples: [
    "How much would I get back if I cancel BK-204?",
    "What happens if I cancel my booking?",
    "Do I get my money back if I cancel?",
    "What would a cancellation cost me?",
    "Can I still cancel for free?",
    "Is my booking refundable?",
    "What's the refund for my Lisbon stay if I cancel now?",
    "How much do I lose if I don't go?",
    "Would I get a full refund for BK-310?",
    "Until when can I cancel my reservation without paying?",
    "Is it too late to cancel with a refund?",
    "What are the cancellation fees on my trip?",
    "If we couldn't make it to Porto, what would we get back?",
    "Thinking about cancelling, what do I get?",
    "How much of my money is returned when I cancel the Kyoto stay?",
    "Does my cleaning fee come back if I cancel?",
    "Just asking: what would I be refunded?",
    "Before I cancel, tell me what I'd get back",
    "What would we be out of pocket if we don't come?",
    "What are the consequences of cancelling?",
    "Do I have to pay a cancellation fee?",
    "How expensive is it to get out of my booking?",
    "What's the last day to cancel free of charge?",
    "Is BK-131 refundable?",
  ],
  slots: { bookingRef: { kind: "booking", ask: "Which booking do you mean?" } },
  authorise: authoriseBooking,
  run: async ({ now }, booking) => cancellationUnmet(booking, now) ?? toWords(booking, now),
  render({ title, refund, paid, rule, lines, anyRefund, bookingRef: ref }) {
    const back =
      refund === paid ? `**${refund}**, all that you paid` : `**${refund}** of the ${paid} you paid`;
    const none = `nothing of the ${paid} you paid`;
    const first = `If you cancel **${title}** now, you get back ${anyRefund ? back : none}.`;
    const list = lines.map((line) => `- ${line.label}: ${line.refund} of ${line.paid}`);
    return [
      first,
      "",
      ...list,
      "",
      rule,
      "",
      `Nothing has changed so far. Would you like to cancel ${ref}?`,
    ].join("\n");
  },
});

function toWords(booking: Booking, now: number): CancellationQuote {
  const { title, amount, rule, lines, until } = quoteCancellationOf(booking, now);
  const paidMinor = lines.reduce((sum, line) => sum + line.paid.minor, 0);
  return {
    bookingRef: booking.ref,
    title,
    refund: formatMoney(amount),
    paid: formatMoney({ minor: paidMinor, currency: amount.currency }),
    rule,
    lines: lines.map((line) => ({
      label: line.label,
      paid: formatMoney(line.paid),
      refund: formatMoney(line.refund),
    })),
    validUntil: `${formatInstant(until, booking.place.timeZone)} local time`,
    anyRefund: !isZero(amount),
  };
}
