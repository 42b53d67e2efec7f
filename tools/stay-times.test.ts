import {
  calendarDaysBefore,
  checkInAt,
  checkOutAt,
  formatInstant,
  formatStay,
  nightsOf,
  stayPhase,
} from "./stay-times.ts";

const utc = (text: string): number => Date.parse(`${text}Z`);

test.each([
  ["Europe/Lisbon", "2026-10-24", "2026-10-24T14:00"],
  ["Europe/Lisbon", "2026-10-25", "2026-10-25T15:00"],
  ["Europe/Lisbon", "2027-03-28", "2027-03-28T14:00"],
  ["America/New_York", "2026-11-01", "2026-11-01T20:00"],
  ["America/New_York", "2027-03-14", "2027-03-14T19:00"],
  ["Asia/Tokyo", "2026-12-04", "2026-12-04T06:00"],
])("check-in in %s on %s is 15:00 there, also on the day the clocks change", (timeZone, checkIn, instant) => {
  expect(checkInAt({ checkIn, timeZone })).toBe(utc(instant));
});

test("days count back on the calendar: five days across a change of the clocks are 119 or 121 hours", () => {
  const hoursBefore = (timeZone: string, checkIn: string) => {
    const at = checkInAt({ checkIn, timeZone });
    return (at - calendarDaysBefore(at, 5, timeZone)) / 3_600_000;
  };
  expect(hoursBefore("Europe/Lisbon", "2026-10-28")).toBe(121);
  expect(hoursBefore("Europe/Lisbon", "2027-03-30")).toBe(119);
  expect(hoursBefore("America/New_York", "2026-11-03")).toBe(121);
  expect(hoursBefore("Asia/Tokyo", "2026-10-28")).toBe(120);
});

test("a stay is current from check-in until check-out", () => {
  const stay = { checkIn: "2026-12-04", checkOut: "2026-12-08", timeZone: "Europe/Lisbon" };
  expect(stayPhase(stay, checkInAt(stay) - 1)).toBe("upcoming");
  expect(stayPhase(stay, checkInAt(stay))).toBe("current");
  expect(stayPhase(stay, checkOutAt(stay) - 1)).toBe("current");
  expect(stayPhase(stay, checkOutAt(stay))).toBe("past");
});

test.each([
  ["2026-12-04", "2026-12-08", "4–8 December 2026", 4],
  ["2026-11-30", "2026-12-02", "30 November – 2 December 2026", 2],
  ["2026-12-30", "2027-01-02", "30 December 2026 – 2 January 2027", 3],
  ["2026-10-24", "2026-10-26", "24–26 October 2026", 2],
])("a stay from %s to %s is written %s", (checkIn, checkOut, words, nights) => {
  expect(formatStay({ checkIn, checkOut })).toBe(words);
  expect(nightsOf({ checkIn, checkOut })).toBe(nights);
});

test("an instant is written on the clock of the place", () => {
  expect(formatInstant(utc("2026-11-29T15:00"), "Europe/Lisbon")).toBe("29 November 2026, 15:00");
  expect(formatInstant(utc("2026-11-29T15:00"), "Asia/Tokyo")).toBe("30 November 2026, 00:00");
});

test("a date or a time zone that does not exist is refused, not answered with NaN", () => {
  expect(() => checkInAt({ checkIn: "2026-02-30", timeZone: "Europe/Lisbon" })).toThrow(RangeError);
  expect(() => checkInAt({ checkIn: "2026-02-20", timeZone: "Europe/Atlantis" })).toThrow(RangeError);
});
