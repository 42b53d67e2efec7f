import * as chrono from "chrono-node";
import { numberIn, numberWord } from "./numbers.ts";
import { spelledOut } from "./written-dates.ts";

/**
 * Calendar dates as `YYYY-MM-DD`, in the order they stand; a range gives two. What comes after "instead of" is what is to be left. A day
 * without a month ("the 5th") is the next one after the day that was said last, else the one nearest to `near`, else the next one from today, and nothing is before today; of
 * weekdays ("Sunday") the nearest to `near`.
 */
export function datesIn(texts: string[], now: number, { near }: { near?: string } = {}): string[] {
  const today = isoOf(new Date(now));
  const said: string[] = [];
  for (const text of texts) {
    const plainly = explicit(text.slice(0, datedCharsMax), (day) =>
      dayMeant(day, { said: said.at(-1), near, today }),
    );
    const found = chrono
      .parse(plainly, { instant: new Date(now), timezone: 0 }, { forwardDate: true })
      .filter(({ start, text: words }) => isDay(start, words));
    for (const { start, end, text: words } of found)
      for (const each of end ? [start, end] : [start]) {
        const bare =
          near !== undefined && !each.isCertain("day") && !/\b(?:next|this|coming|last)\b/i.test(words);
        said.push(bare ? nearest(weekdaysAround(isoDay(each), near), near, today) : isoDay(each));
      }
  }
  return said.filter((day) => day >= today);
}

/** Dates further on in a message are not read: a wall of them takes long, and nobody means it. */
const datedCharsMax = 1_000;

function dayMeant(
  day: number,
  { said, near, today }: { said: string | undefined; near: string | undefined; today: string },
): string {
  if (said !== undefined || near === undefined) return dayAfter(said ?? today, day);
  return nearest(
    [-1, 0, 1].map((months) => dayAfter(monthsAfter(near, months), day)),
    near,
    today,
  );
}

/** Of days, the nearest to one, today or later. */
function nearest(days: string[], near: string, today: string): string {
  const distance = (day: string) => Math.abs(Date.parse(day) - Date.parse(near));
  const open = days.filter((day) => day >= today);
  return (open.length > 0 ? open : days).reduce((best, day) => (distance(day) < distance(best) ? day : best));
}

/** The days of a stay's week with the weekday of `day`. */
function weekdaysAround(day: string, near: string): string[] {
  const weeks = Math.floor((Date.parse(near) - Date.parse(day)) / 604_800_000);
  return [weeks, weeks + 1].map((count) => daysAfter(day, count * 7));
}

/** The words that a message spends on dates, taken out of it. */
export function withoutDates(text: string, now: number): string {
  const said = explicit(text.slice(0, datedCharsMax), (day) => dayAfter(isoOf(new Date(now)), day));
  return chrono
    .parse(said, new Date(now), { forwardDate: true })
    .reduce((rest, found) => rest.replace(found.text, " "), said)
    .concat(text.slice(datedCharsMax));
}

/** "for three nights", "a week": how many nights are said. */
export function nightsIn(text: string): number | undefined {
  // "120 a night" is a price.
  const nights = new RegExp(`(?<![\\d€$£] ?)\\b(${numberWord}) (?:more )?nights?\\b`, "i").exec(text);
  if (nights) return numberIn(nights[1]!);
  const weeks = new RegExp(`\\bfor (${numberWord}) weeks?\\b`, "i").exec(text);
  return weeks ? numberIn(weeks[1]!)! * 7 : undefined;
}

/** `nights` after a calendar date. */
export const daysAfter = (date: string, days: number): string =>
  isoOf(new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000));

/** A length of time ("by a week") is no day, and neither is a month alone. */
const isDay = (start: chrono.ParsedComponents, said: string): boolean =>
  (start.isCertain("day") || start.isCertain("weekday")) && !lengthOfTime.test(said);

const lengthOfTime = new RegExp(
  `^(?:now$|(?:(?:about|around|for) )?(?:${numberWord}) (?:day|week|month|year|night)s?\\b)`,
  "i",
);

/** References, times of day, what is to be left, and bare days made plain for chrono, which reads "a night, 8 to 11 March" as hours. */
function explicit(text: string, meant: (day: number) => string): string {
  return spelledOut(
    text.replace(/\b(?:[A-Z]{2}-?\d+|(?:night|morning|evening|afternoon)s?,?)(?=\W|$)/gi, " "),
  )
    .replace(/\b(?:first|second|third|fourth|last) (?:weekend|week) (?:of|in) /gi, " ")
    .replace(/\b(?:instead of|rather than)\b[^.,;?!]*/gi, " ")
    .replace(/\bbetween (?:the )?(\d{1,2})(?:st|nd|rd|th)? and /gi, "from $1 to ")
    .replace(bareDays, (_all, from: string, to: string) => {
      const first = meant(Number(from));
      return `${first} to ${dayAfter(first, Number(to))}`;
    })
    .replace(bareDay, (_all, day: string, at: number, whole: string) => {
      const before = monthBefore(whole.slice(0, at));
      return before === undefined ? meant(Number(day)) : dayAfter(before, Number(day));
    });
}

const months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
/** "From the 20th to the 22nd", without a month. */
const bareDays = new RegExp(
  `\\b(?:the )?(\\d{1,2})(?:st|nd|rd|th) ?(?:to|until|till|-|–) ?(?:the )?(\\d{1,2})(?:st|nd|rd|th)\\b(?!\\s*(?:of\\b|${months}|\\d))`,
  "gi",
);
const bareDay = new RegExp(
  `\\b(?:the )?(?<![-–/.])(\\d{1,2})(?:st|nd|rd|th)\\b(?!\\s*(?:of\\b|${months}|to\\b|until\\b|[-–]|\\d))`,
  "gi",
);

/** The date that a date before it in the message gives: "arriving 12 January and leaving the 16th". */
function monthBefore(before: string): string | undefined {
  const found = chrono
    .parse(before, undefined, { forwardDate: true })
    .findLast(({ start }) => start.isCertain("month"));
  return found && isoDay(found.start);
}

/** The next `day` of a month, counted from a date. */
function dayAfter(from: string, day: number): string {
  const [year, month, today] = from.split("-").map(Number) as [number, number, number];
  const later = day < today ? 1 : 0;
  return isoOf(new Date(Date.UTC(year, month - 1 + later, day)));
}

/** The first of the month so many months away. */
function monthsAfter(date: string, months: number): string {
  const [year, month] = date.split("-").map(Number) as [number, number];
  return isoOf(new Date(Date.UTC(year, month - 1 + months, 1)));
}

const isoDay = (date: chrono.ParsedComponents): string =>
  [date.get("year"), date.get("month"), date.get("day")]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

function isoOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
