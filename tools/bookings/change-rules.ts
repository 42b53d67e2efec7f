import type { Policy } from "../../db/bookings.ts";
import { noAmounts, type PartAmounts, parts, totalOf } from "../../db/ledger.ts";
import { cancellationOutcome } from "../refunds/cancellation-rules.ts";
import { nightsOf, type StayDates } from "../stay-times.ts";
import { serviceFeePercent } from "../stays/stay-price.ts";

/*
 * What other dates cost. Nights that are kept cost what was agreed when they were booked, added ones what the place costs now; the cleaning is paid once.
 * A change never gives back what a cancellation at the same instant would not, and it never makes a later cancellation worth more than one now: once not
 * everything would come back any more, money stays and the arrival moves no further away. The same rules stand in words in
 * knowledge/articles/change-booking.md, and a test compares the two.
 */

type Dates = Pick<StayDates, "checkIn" | "checkOut">;

export interface ChangeFacts extends StayDates {
  policy: Policy;
  /** What the booking costs, and has been paid for, in minor units. */
  price: PartAmounts;
  /** What a night at the place costs now. */
  nightMinor: number;
  /** UTC ms. */
  bookedAt: number;
  now: number;
  to: Dates;
}

export interface PricedChange {
  kind: "priced";
  /** Per part, what is charged on top; below zero, what comes back. */
  difference: PartAmounts;
  totalMinor: number;
  keptNights: number;
  addedNights: number;
  /** It costs less, and yet nothing comes back. */
  isKept: boolean;
}

export type ChangeOutcome =
  | PricedChange
  /** The stay has begun. */
  | { kind: "begun" }
  /** A later arrival, when cancelling would no longer give everything back. */
  | { kind: "too-late" };

/** Throws RangeError for anything but one night or more. */
export function changeOutcome(facts: ChangeFacts): ChangeOutcome {
  const { price, to } = facts;
  const cancelled = cancellationOutcome({ ...facts, paid: price });
  if (cancelled.kind === "begun") return cancelled;
  if (!cancelled.isFull && to.checkIn > facts.checkIn) return { kind: "too-late" };
  const nights = nightsOf(to);
  if (nights < 1) throw new RangeError(`${nights} are no nights`);
  const keptNights = sharedNights(facts, to);
  const addedNights = nights - keptNights;
  const difference = differenceOf(facts, { keptNights, addedNights });
  const totalMinor = totalOf(difference);
  const isKept = totalMinor < 0 && !cancelled.isFull;
  const counted = { keptNights, addedNights, isKept };
  return isKept
    ? { kind: "priced", difference: { ...noAmounts }, totalMinor: 0, ...counted }
    : { kind: "priced", difference, totalMinor, ...counted };
}

function differenceOf(
  { price, nightMinor, ...before }: ChangeFacts,
  { keptNights, addedNights }: { keptNights: number; addedNights: number },
): PartAmounts {
  const nights = nightsOf(before);
  const addedMinor = addedNights * nightMinor;
  const after: PartAmounts = {
    ...price,
    nights: shareOf(price.nights, keptNights, nights) + addedMinor,
    service_fee: shareOf(price.service_fee, keptNights, nights) + shareOf(addedMinor, serviceFeePercent, 100),
  };
  return Object.fromEntries(parts.map((part) => [part, after[part] - price[part]])) as PartAmounts;
}

/** Rounded up, so that giving nights up and taking them back never earns the odd minor unit. In BigInt: a product of two amounts may be no safe integer. */
export function shareOf(minor: number, count: number, of: number): number {
  const [product, whole] = [BigInt(minor) * BigInt(count), BigInt(of)];
  return Number((product + whole - 1n) / whole);
}

/** How many nights two stays have in common. */
function sharedNights(one: Dates, other: Dates): number {
  const [, checkIn = ""] = [one.checkIn, other.checkIn].sort();
  const [checkOut = ""] = [one.checkOut, other.checkOut].sort();
  return checkIn < checkOut ? nightsOf({ checkIn, checkOut }) : 0;
}
