import fc from "fast-check";
import { nightsOf } from "../stay-times.ts";
import { daysLater } from "./calendar-days.ts";
import { daysAwayMax, nearestFreeDates, overlaps } from "./nearest-free-dates.ts";

const taken = (checkIn: string, checkOut: string) => ({ placeId: "a", checkIn, checkOut });
const anyDay = { canBook: () => true };

test("the nearest dates on either side of what is taken", () => {
  const found = nearestFreeDates({
    checkIn: "2026-12-05",
    nights: 2,
    taken: [taken("2026-12-04", "2026-12-08")],
    ...anyDay,
  });
  expect(found).toEqual([
    { checkIn: "2026-12-08", checkOut: "2026-12-10" },
    { checkIn: "2026-12-02", checkOut: "2026-12-04" },
  ]);
});

test("dates that cannot be booked are not proposed", () => {
  const canBook = ({ checkIn }: { checkIn: string }) => checkIn >= "2026-12-05";
  const found = nearestFreeDates({
    checkIn: "2026-12-05",
    nights: 2,
    taken: [taken("2026-12-04", "2026-12-08")],
    canBook,
  });
  expect(found.map(({ checkIn }) => checkIn)).toEqual(["2026-12-08", "2026-12-09"]);
});

test("a place that is full for a month has none", () => {
  const all = taken("2026-10-01", "2027-03-01");
  expect(nearestFreeDates({ checkIn: "2026-12-05", nights: 2, taken: [all], ...anyDay })).toEqual([]);
});

const days = fc.integer({ min: -50, max: 50 });
const nights = fc.integer({ min: 1, max: 10 });
const calendar = fc.array(
  fc
    .record({ from: days, nights })
    .map((t) => taken(daysLater("2027-03-28", t.from), daysLater("2027-03-28", t.from + t.nights))),
  { maxLength: 12 },
);

test("what is proposed is free, as long as wished, within reach, and nothing nearer is free", () => {
  fc.assert(
    fc.property(calendar, nights, (gone, count) => {
      const wished = "2027-03-28";
      const found = nearestFreeDates({ checkIn: wished, nights: count, taken: gone, ...anyDay });
      const isFree = (away: number) => {
        const stay = { checkIn: daysLater(wished, away), checkOut: daysLater(wished, away + count) };
        return !gone.some((other) => overlaps(stay, other));
      };
      const near = Array.from({ length: daysAwayMax }, (_, i) => [i + 1, -(i + 1)])
        .flat()
        .filter(isFree);
      expect(found.map(({ checkIn }) => checkIn)).toEqual(
        near.slice(0, 2).map((away) => daysLater(wished, away)),
      );
      for (const stay of found) expect(nightsOf(stay)).toBe(count);
    }),
  );
});
