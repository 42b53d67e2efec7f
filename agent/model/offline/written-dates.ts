/*
 * Dates as guests write them, made plain for chrono, which reads "03.01.2027" as the first of March and "2026-12-20 until 2026-12-23" as a time of day.
 */

const monthNames =
  "January February March April May June July August September October November December".split(" ");
const month = `(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*`;
const ordinal = "(?:st|nd|rd|th)?";
const until = "(?:-|–|—|to|until|till|til|through|thru|bis)";

/** Numbers become names of months; a day before the month as the house writes it ("4/12" is in December), unless there is no such month. */
export function spelledOut(text: string): string {
  return (
    text
      .replace(/\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/g, (all, y, m, d) => named(all, d, m, y))
      .replace(sharedMonth, (_all, from, to, m, y) => `${from}.${m}.${y ?? ""} to ${to}.${m}.${y ?? ""}`)
      .replace(dotted, (all, d, m, y) => named(all, d, m, y))
      .replace(slashed, (all, a, b, y) => (Number(b) > 12 ? named(all, b, a, y) : named(all, a, b, y)))
      .replace(
        new RegExp(`\\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? (?:the )?(?=\\d{1,2}${ordinal}\\b)`, "gi"),
        "",
      )
      .replace(
        new RegExp(
          `\\b(?:from )?(?:the )?(\\d{1,2})${ordinal}\\s*(?:${until}|and)\\s*(?:the )?(\\d{1,2})${ordinal}(?: of)? (${month})\\b`,
          "gi",
        ),
        "$1 $3 to $2 $3",
      )
      .replace(new RegExp(`\\bfrom (?=(?:the )?\\d{1,2}${ordinal} (?:of )?${month}\\b)`, "gi"), "")
      // "5 February, 2 people" is no year.
      .replace(new RegExp(`(\\d{1,2}${ordinal} (?:of )?${month}), (?=\\d{1,2}\\b)`, "gi"), "$1; ")
  );
}

/** "20.-23.12.", "10 to 13.12.2026". */
const sharedMonth = new RegExp(
  `(?<![\\d.,])(\\d{1,2})\\.?\\s*${until}\\s*(\\d{1,2})\\.(\\d{1,2})(?!\\d)(?:\\.(\\d{4})?)?`,
  "gi",
);
/** "20.12.", "3.1.2027": with a full stop after the month, else it may be any number. */
const dotted = /(?<![\d.,:])\b(\d{1,2})\.(\d{1,2})\.(?:(\d{4}|\d{2})\b|(?!\d))/g;
const slashed = /(?<![\d/])\b(?!24\/7\b)(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/])/g;

function named(all: string, day: string, monthNumber: string, year: string | undefined): string {
  const name = monthNames[Number(monthNumber) - 1];
  if (!name || Number(day) < 1 || Number(day) > 31) return all;
  const full = year?.length === 2 ? `20${year}` : year;
  return [Number(day), name, full].filter(Boolean).join(" ");
}
