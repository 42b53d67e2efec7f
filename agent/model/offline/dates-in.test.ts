import { datesIn, daysAfter, nightsIn, withoutDates } from "./dates-in.ts";

/** Wednesday. */
const now = Date.UTC(2026, 10, 25, 10);

test.each([
  ["on 6 December", ["2026-12-06"]],
  ["from 4 to 8 December", ["2026-12-04", "2026-12-08"]],
  ["4-8 dec", ["2026-12-04", "2026-12-08"]],
  ["29 dec till 2 jan", ["2026-12-29", "2027-01-02"]],
  ["between the 4th and 8th of December", ["2026-12-04", "2026-12-08"]],
  ["arriving 12 January and leaving the 16th", ["2027-01-12", "2027-01-16"]],
  ["the 10th to the 13th of December", ["2026-12-10", "2026-12-13"]],
  ["2026-12-20 until 2026-12-23", ["2026-12-20", "2026-12-23"]],
  ["from the 20th to the 22nd", ["2026-12-20", "2026-12-22"]],
  ["the 30th until the 2nd", ["2026-11-30", "2026-12-02"]],
  ["tomorrow", ["2026-11-26"]],
  ["next Friday", ["2026-12-04"]],
])("dates in %j, told on 25 November 2026", (text, days) => expect(datesIn([text], now)).toEqual(days));

test.each([
  ["a month or a year is no day", "next year maybe, in March"],
  ["nor is a length of time", "by a week, or 3 days"],
  ["nor a reference", "BK-204"],
])("%s", (_what, text) => expect(datesIn([text], now)).toEqual([]));

test("what comes after 'instead of' is what is to be left", () =>
  expect(datesIn(["the 5th instead of the 4th"], now)).toEqual(["2026-12-05"]));

test("a day without a month is the next one, after the day that was said last", () => {
  expect(datesIn(["the 5th"], now)).toEqual(["2026-12-05"]);
  expect(datesIn(["we come on 28 January", "and leave on the 2nd"], now)).toEqual([
    "2027-01-28",
    "2027-02-02",
  ]);
});

test.each([
  ["the 5th", "2027-02-08", "2027-02-05"],
  ["the 28th", "2027-02-02", "2027-01-28"],
  ["the 20th", "2026-12-04", "2026-12-20"],
  ["on Sunday", "2026-12-08", "2026-12-06"],
  ["on Thursday", "2026-12-04", "2026-12-03"],
  ["next Sunday", "2027-02-08", "2026-12-06"],
  ["11 January", "2026-12-04", "2027-01-11"],
])("%j, of a stay that begins or ends on %s, is %s", (text, near, day) =>
  expect(datesIn([text], now, { near })).toEqual([day]),
);

test.each([
  ["for three nights", 3],
  ["a week", undefined],
  ["for 2 weeks", 14],
  ["one more night", 1],
  ["€120 a night", undefined],
])("nights in %j", (text, nights) => expect(nightsIn(text)).toBe(nights));

test("days are counted over the end of a month and of a year, and back", () => {
  expect(daysAfter("2026-12-30", 3)).toBe("2027-01-02");
  expect(daysAfter("2027-03-01", -1)).toBe("2027-02-28");
});

test("a message without its dates keeps its other words", () =>
  expect(withoutDates("a flat in Porto from 4 to 8 December, please", now).replace(/\s+/g, " ")).toBe(
    "a flat in Porto , please",
  ));
