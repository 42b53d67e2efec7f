import type { Booking } from "../../db/bookings.ts";
import { creditOfRefund } from "../../db/credit-parts.ts";
import { paymentMethod } from "../../db/effects/move-money.ts";
import { toLines, totalOf } from "../../db/ledger.ts";
import { bookingTitle } from "../bookings/booking-title.ts";
import { backInParts, creditPart, wayOf } from "../credit-in-words.ts";
import { formatMoney } from "../money.ts";
import { formatDay } from "../stay-times.ts";
import type { Quote, Refusal } from "../tool.ts";
import { cancellationOutcome } from "./cancellation-rules.ts";
import { splitPaid, sumOf } from "./overpaid.ts";

/** Why a booking cannot be cancelled now; null when it can. Asked before the quote, and again after the confirmation. */
export function cancellationUnmet(booking: Booking, now: number): Refusal | null {
  if (booking.status === "cancelled") return { refused: "not-met", say: alreadyCancelled(booking) };
  if (cancellationOutcome({ ...booking, timeZone: booking.place.timeZone, now }).kind === "begun") {
    return {
      refused: "person-needed",
      say: `${titleOf(booking)} has already begun, so a person at Staywell must look at it.`,
    };
  }
  return null;
}

/**
 * What cancelling gives back at this instant: first, whole, what was paid beyond the price, such as a second charge; then the rule's share of what
 * the booking costs. Throws when `cancellationUnmet`: ask that first.
 */
export function quoteCancellationOf(booking: Booking, now: number): Quote & { until: number } {
  const { currency, paid } = booking;
  const { due, excess } = splitPaid(booking);
  const outcome = cancellationOutcome({ ...booking, paid: due, timeZone: booking.place.timeZone, now });
  if (outcome.kind === "begun") throw new Error(`${booking.ref} has begun: there is no quote`);
  const refund = sumOf(excess, outcome.refund);
  const amount = { minor: totalOf(refund), currency };
  const isOverpaid = totalOf(excess) > 0;
  const creditMinor = creditOfRefund(amount.minor, booking.movements);
  const inParts = backInParts({ amount, creditMinor, method: paymentMethod(booking) });
  return {
    subject: booking.ref,
    title: titleOf(booking),
    label: amount.minor > 0 ? `Cancel and refund ${formatMoney(amount)}` : "Cancel without refund",
    direction: amount.minor > 0 ? "refund" : "none",
    amount,
    rule: `${isOverpaid ? `${overpaidWords} ` : ""}${outcome.rule}${inParts}`,
    lines: toLines(paid, refund, currency),
    ...creditPart(creditMinor, currency),
    until: outcome.until,
  };
}

const overpaidWords =
  "More was paid than the booking costs, so what is too much comes back whole, and the rest by the policy.";

function titleOf(booking: Booking): string {
  return bookingTitle({ ...booking, placeName: booking.place.name });
}

function alreadyCancelled(booking: Booking): string {
  const when =
    booking.cancelledAt === null ? "" : ` on ${formatDay(booking.cancelledAt, booking.place.timeZone)}`;
  const refunds = booking.movements.filter((movement) => movement.kind === "refund");
  const minor = refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
  const back =
    minor > 0
      ? `${formatMoney({ minor, currency: booking.currency })} was refunded to ${[...new Set(refunds.map(wayOf))].join(" and ")}`
      : "nothing was refunded";
  return `${titleOf(booking)} was already cancelled${when}, and ${back}.`;
}
