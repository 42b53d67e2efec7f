import { DateTime } from "luxon";
import { memoText } from "../knowledge/memo-text.ts";

/** The house's times, everywhere, on the clock of the place. */
export const checkInHour = 15;
export const checkOutHour = 11;

/** Calendar dates (`YYYY-MM-DD`) at the place, and where the place is. */
export interface StayDates {
  checkIn: string;
  checkOut: string;
  timeZone: string;
}

/** 15:00 on the day of arrival at the place, in UTC ms. Throws on a date or time zone that does not exist. */
export const checkInAt = ({ checkIn, timeZone }: Pick<StayDates, "checkIn" | "timeZone">): number =>
  instantAt(checkIn, checkInHour, timeZone);

/** 11:00 on the day of departure at the place, in UTC ms. */
export const checkOutAt = ({ checkOut, timeZone }: Pick<StayDates, "checkOut" | "timeZone">): number =>
  instantAt(checkOut, checkOutHour, timeZone);

/** A stay is current from check-in to check-out, both on the place's clock. */
export function stayPhase(stay: StayDates, now: number): "upcoming" | "current" | "past" {
  if (now < checkInAt(stay)) return "upcoming";
  return now < checkOutAt(stay) ? "current" : "past";
}

/** The same time of day, `days` calendar days earlier: 24 hours each, except across a change of the clocks. UTC ms. */
export const calendarDaysBefore = (instant: number, days: number, timeZone: string): number =>
  earlier(`${instant} ${days} ${timeZone}`);

const earlier = memoText((key) => {
  const [instant, days, zone = ""] = key.split(" ");
  return inZone(Number(instant), zone)
    .minus({ days: Number(days) })
    .toMillis();
});

export const nightsOf = ({ checkIn, checkOut }: Pick<StayDates, "checkIn" | "checkOut">): number =>
  Math.round((instantAt(checkOut, 0, "utc") - instantAt(checkIn, 0, "utc")) / dayMs);

const dayMs = 86_400_000;

/** "4–8 December 2026", "30 November – 2 December 2026", "30 December 2026 – 2 January 2027". */
export const formatStay = ({ checkIn, checkOut }: Pick<StayDates, "checkIn" | "checkOut">): string =>
  stayInWords(`${checkIn} ${checkOut}`);

const stayInWords = memoText((key) => {
  const [checkIn = "", checkOut = ""] = key.split(" ");
  const [from, to] = [atHour(checkIn, 0, "utc"), atHour(checkOut, 0, "utc")];
  const end = to.toFormat("d MMMM yyyy", english);
  if (from.hasSame(to, "month")) return `${from.day}–${end}`;
  return `${from.toFormat(from.hasSame(to, "year") ? "d MMMM" : "d MMMM yyyy", english)} – ${end}`;
});

/** "29 November 2026, 15:00" on the place's clock. */
export const formatInstant = (instant: number, timeZone: string): string =>
  instantInWords(`${instant} ${timeZone}`);

const instantInWords = memoText((key) => {
  const [instant, zone = ""] = key.split(" ");
  return inZone(Number(instant), zone).toFormat("d MMMM yyyy, HH:mm", english);
});

/** "29 November 2026" on the place's calendar. */
export const formatDay = (instant: number, timeZone: string): string =>
  instantInWords(`${instant} ${timeZone}`).replace(/, .*$/, "");

/** Our words are English whatever the machine speaks. */
const english = { locale: "en-GB" };

const inZone = (instant: number, zone: string): DateTime<true> =>
  valid(DateTime.fromMillis(instant, { zone }));

/** Asked for again and again of the same stays, and slow to work out. */
const instantOf = memoText((key) => {
  const [date = "", hour, zone = ""] = key.split(" ");
  return atHour(date, Number(hour), zone).toMillis();
});
const instantAt = (date: string, hour: number, zone: string) => instantOf(`${date} ${hour} ${zone}`);

const atHour = (date: string, hour: number, zone: string): DateTime<true> =>
  valid(DateTime.fromISO(date, { zone }).set({ hour }));

/** Luxon answers nonsense with NaN, and no comparison with NaN is true: a stay would be neither upcoming nor begun. */
function valid(time: DateTime): DateTime<true> {
  if (!time.isValid) throw new RangeError(`no such time: ${time.invalidExplanation ?? time.invalidReason}`);
  return time as DateTime<true>;
}
