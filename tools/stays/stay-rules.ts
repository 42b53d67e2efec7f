import { checkInAt, checkInHour, nightsOf, type StayDates } from "../stay-times.ts";
import { dateAt, daysLater, inWords, monthsLater } from "./calendar-days.ts";

/** As knowledge/articles/how-to-book.md says it; a test compares the two. */
export const nightsMax = 90;
export const monthsAheadMax = 18;

/**
 * Why these dates cannot be booked at a place, in words for the guest; null when they can. Arrival lies ahead on the place's own clock: until 15:00 today
 * is still to come, whatever the hour where the guest is. Throws on a date or time zone that does not exist.
 */
export function datesUnmet(stay: StayDates, now: number): string | null {
  const nights = nightsOf(stay);
  if (nights < 1) return "The day of departure must be after the day of arrival.";
  if (nights > nightsMax)
    return `One booking can be for ${nightsMax} nights at most; this would be ${nights}.`;
  const today = dateAt(now, stay.timeZone);
  if (checkInAt(stay) <= now) return passed(stay, today);
  const last = lastArrival(today);
  if (stay.checkIn > last)
    return `Stays can be booked up to ${monthsAheadMax} months ahead, which is until ${inWords(last)}.`;
  return null;
}

const lastArrival = (today: string): string => monthsLater(today, monthsAheadMax);

function passed({ checkIn }: StayDates, today: string): string {
  if (checkIn < today)
    return `${inWords(checkIn)} is in the past at the place, where it is ${inWords(today)}.`;
  return `Today's check-in was at ${checkInHour}:00 local time, so the earliest arrival is ${inWords(daysLater(today, 1))}.`;
}
