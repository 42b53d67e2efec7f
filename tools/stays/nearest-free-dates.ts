import type { TakenNights } from "../../db/stays.ts";
import { daysLater } from "./calendar-days.ts";

/** How far from the wished arrival other dates are looked for. */
export const daysAwayMax = 30;
const foundMax = 2;

/** Do two stays share a night? Who comes on the day another leaves shares none. */
export const overlaps = (
  a: { checkIn: string; checkOut: string },
  b: { checkIn: string; checkOut: string },
): boolean => a.checkIn < b.checkOut && b.checkIn < a.checkOut;

/**
 * The nearest arrivals with as many free nights, at most two, nearest first and of two as near the later. `taken` are the place's own nights, all of
 * them within reach; `canBook` says whether dates may be booked at all.
 */
export function nearestFreeDates({
  checkIn,
  nights,
  taken,
  canBook,
}: {
  checkIn: string;
  nights: number;
  taken: TakenNights[];
  canBook(stay: { checkIn: string; checkOut: string }): boolean;
}): { checkIn: string; checkOut: string }[] {
  const found: { checkIn: string; checkOut: string }[] = [];
  for (let away = 1; away <= daysAwayMax && found.length < foundMax; away++) {
    for (const days of [away, -away]) {
      const arrival = daysLater(checkIn, days);
      const stay = { checkIn: arrival, checkOut: daysLater(arrival, nights) };
      if (!taken.some((other) => overlaps(stay, other)) && canBook(stay)) found.push(stay);
    }
  }
  return found.slice(0, foundMax);
}
