import type { PartAmounts } from "../../db/ledger.ts";
import { shareOf } from "../bookings/change-rules.ts";
import { nightsOf, type StayDates } from "../stay-times.ts";
import { dateAt } from "../stays/calendar-days.ts";

interface Facts extends StayDates {
  price: PartAmounts;
  paid: PartAmounts;
  /** When the problem was reported, UTC ms. */
  openedAt: number;
  /** How many nights the guest wants back; undefined: all that the rule gives. */
  asked: number | undefined;
}

/**
 * The nights from the report on, at the price they were booked for, less what has gone back of nights before. `minor` is above zero and at most what
 * is left of them. `too-many`: more than that was asked for, or none is left.
 */
export function nightsByRule({
  price,
  paid,
  openedAt,
  asked,
  ...stay
}: Facts): { kind: "nights"; nights: number; minor: number } | { kind: "too-many"; nightsMax: number } {
  const all = nightsOf(stay);
  const gone = price.nights - paid.nights;
  const capMinor = shareOf(price.nights, nightsAfter(stay, openedAt), all) - gone;
  const nightsMax = countOf(capMinor, price.nights, all);
  const nights = asked ?? nightsMax;
  if (nights < 1 || nights > nightsMax) return { kind: "too-many", nightsMax };
  return {
    kind: "nights",
    nights,
    minor: Math.min(shareOf(price.nights, nights, all), capMinor, paid.nights),
  };
}

/** The night that begins on the day of the report is the first; none after the stay. */
function nightsAfter({ checkIn, checkOut, timeZone }: StayDates, openedAt: number): number {
  const reported = dateAt(openedAt, timeZone);
  if (reported >= checkOut) return 0;
  return nightsOf({ checkIn: reported > checkIn ? reported : checkIn, checkOut });
}

/** How many whole nights an amount is worth, an odd minor unit apart. */
function countOf(minor: number, nightsMinor: number, all: number): number {
  let count = 0;
  while (count < all && minor > 0 && shareOf(nightsMinor, count + 1, all) - minor <= 1) count++;
  return count;
}
