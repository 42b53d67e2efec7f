import type { Booking } from "../../db/bookings.ts";
import { creditOfCharge, creditOfRefund } from "../../db/credit-parts.ts";
import { paymentMethod } from "../../db/effects/move-money.ts";
import { type PartAmounts, parts, toLines } from "../../db/ledger.ts";
import { backInParts, chargedInParts, creditPart } from "../credit-in-words.ts";
import { formatMoney } from "../money.ts";
import { formatStay } from "../stay-times.ts";
import { counted } from "../stays/stay-offer.ts";
import { datesUnmet } from "../stays/stay-rules.ts";
import type { Quote, Refusal } from "../tool.ts";
import { bookingTitle } from "./booking-title.ts";
import { type ChangeOutcome, changeOutcome, type PricedChange } from "./change-rules.ts";

export interface WantedDates {
  booking: Booking;
  /** Calendar dates at the place. */
  to: { checkIn: string; checkOut: string };
  /** Another guest has one of the nights. */
  isTaken: boolean;
  /** What the guest has of credit in the booking's currency. */
  creditMinor: number;
}

/** Why a booking cannot be moved to these dates now; null when it can. Asked before the quote, and again after the confirmation. */
export function datesChangeUnmet(wanted: WantedDates, now: number): Refusal | null {
  const { booking, to, isTaken } = wanted;
  const unmet = bookingUnmet(booking, to, now);
  if (unmet) return unmet;
  const outcome = outcomeOf(wanted, now);
  if (outcome.kind === "begun") return personNeeded(begun(booking));
  if (outcome.kind === "too-late")
    return personNeeded(
      `${titleOf(booking)}: cancelling would no longer give everything back, and then only a person can move the arrival to a later day.`,
    );
  if (outcome.totalMinor > wanted.creditMinor && paymentMethod(booking) === "")
    return personNeeded(
      `${titleOf(booking)} was paid with credit alone, so there is no card to charge the difference to, and a person must help with it.`,
    );
  return isTaken
    ? notMet(
        `${booking.place.name} is taken for at least one of these nights, so the dates stay as they are.`,
      )
    : null;
}

function bookingUnmet(booking: Booking, to: WantedDates["to"], now: number): Refusal | null {
  const { place, status, checkIn, checkOut, price, paid, currency } = booking;
  if (status === "cancelled") return notMet(`${titleOf(booking)} is cancelled, so it cannot be changed.`);
  if (to.checkIn === checkIn && to.checkOut === checkOut)
    return notMet(
      `${titleOf(booking)}: these are its dates already. Which new day of arrival or departure shall it be?`,
    );
  const unmet = datesUnmet({ ...to, timeZone: place.timeZone }, now);
  if (unmet) return notMet(unmet);
  if (place.nightMinor === 0 || place.currency !== currency)
    return personNeeded(
      `${place.name} has no price that I can compute with, so a person must change these dates.`,
    );
  // After a part refund or a double charge the nights no longer cost what the booking says.
  const isExtension = to.checkIn <= checkIn && to.checkOut >= checkOut;
  if (!isExtension && parts.some((part) => paid[part] < price[part]))
    return personNeeded(
      `A part of what ${titleOf(booking)} costs has gone back already, and nobody wrote down for which nights, so a person must look at giving any up.`,
    );
  return null;
}

/** What moving the stay costs or gives back at this instant. Throws when `datesChangeUnmet`: ask that first. */
export function quoteDatesChange(wanted: WantedDates, now: number): Quote {
  const { booking, to } = wanted;
  const outcome = outcomeOf(wanted, now);
  if (outcome.kind !== "priced") throw new Error(`${booking.ref} cannot be moved: there is no quote`);
  const { totalMinor, difference } = outcome;
  const amount = { minor: Math.abs(totalMinor), currency: booking.currency };
  const direction = totalMinor > 0 ? "charge" : totalMinor < 0 ? "refund" : "none";
  const creditMinor =
    direction === "charge"
      ? creditOfCharge(amount.minor, wanted.creditMinor)
      : creditOfRefund(amount.minor, booking.movements);
  return {
    subject: booking.ref,
    title: `${titleOf(booking)}, to ${formatStay(to)}`,
    label: {
      charge: `Change and pay ${formatMoney(amount)}`,
      refund: `Change and refund ${formatMoney(amount)}`,
      none: "Change the dates",
    }[direction],
    direction,
    amount,
    rule: ruleOf(booking, outcome, creditMinor),
    lines: direction === "none" ? [] : toLines(booking.paid, negative(difference), booking.currency),
    ...creditPart(creditMinor, amount.currency),
    terms: { checkIn: booking.checkIn, checkOut: booking.checkOut },
  };
}

const outcomeOf = ({ booking, to }: WantedDates, now: number): ChangeOutcome =>
  changeOutcome({
    ...booking,
    timeZone: booking.place.timeZone,
    nightMinor: booking.place.nightMinor,
    now,
    to,
  });

function ruleOf(
  booking: Booking,
  { keptNights, addedNights, isKept, totalMinor }: PricedChange,
  creditMinor: number,
): string {
  const night = formatMoney({ minor: booking.place.nightMinor, currency: booking.currency });
  const nights = [
    ...(keptNights > 0 ? [`${counted(keptNights, "night")} as agreed`] : []),
    ...(addedNights > 0 ? [`${counted(addedNights, "night")} at today's price of ${night}`] : []),
  ].join(", ");
  const method = paymentMethod(booking);
  if (isKept)
    return `${nights}. It costs less, but cancelling would no longer give everything back, so nothing comes back.`;
  if (totalMinor === 0) return `${nights}. It costs the same.`;
  const inParts = {
    amount: { minor: Math.abs(totalMinor), currency: booking.currency },
    creditMinor,
    method,
  };
  if (totalMinor > 0) return `${nights}. ${chargedInParts("The difference", inParts)}`;
  const where = creditMinor === 0 ? `would go back to ${method}.` : `would come back.${backInParts(inParts)}`;
  return `${nights}. Cancelling would give everything back now, so the whole difference ${where}`;
}

export const titleOf = (booking: Booking): string =>
  bookingTitle({ ...booking, placeName: booking.place.name });

export const begun = (booking: Booking): string =>
  `${titleOf(booking)} has already begun, so a person at Staywell must look at a change.`;

export const notMet = (say: string): Refusal => ({ refused: "not-met", say });
export const personNeeded = (say: string): Refusal => ({ refused: "person-needed", say });

const negative = (amounts: PartAmounts): PartAmounts =>
  Object.fromEntries(parts.map((part) => [part, amounts[part] === 0 ? 0 : -amounts[part]])) as PartAmounts;
