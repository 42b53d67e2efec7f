import { DateTime } from "luxon";

/* Calendar dates (`YYYY-MM-DD`), which know no hours and no clocks that change. */

export const isCalendarDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: "utc" }).isValid;

/** "2026-12-04" and 3 → "2026-12-07"; below zero, earlier. */
export const daysLater = (date: string, days: number): string => iso(utc(date).plus({ days }));

/** The same day of the month, or its last one. */
export const monthsLater = (date: string, months: number): string => iso(utc(date).plus({ months }));

/** The date at the place, at an instant in UTC ms. */
export const dateAt = (instant: number, timeZone: string): string =>
  iso(DateTime.fromMillis(instant, { zone: timeZone }));

/** "4 December 2026". */
export const inWords = (date: string): string => utc(date).toFormat("d MMMM yyyy", { locale: "en-GB" });

const utc = (date: string): DateTime => DateTime.fromISO(date, { zone: "utc" });
const iso = (date: DateTime): string => date.toFormat("yyyy-MM-dd");
