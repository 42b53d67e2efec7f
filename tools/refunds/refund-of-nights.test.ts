import { noAmounts } from "../../db/ledger.ts";
import { nightsByRule } from "./refund-of-nights.ts";

/* "The nights from the day of the report on come back" (knowledge/articles/problem-with-stay.md): the day is one of the place's calendar. */

const price = { ...noAmounts, nights: 40_000 };
const stay = { checkIn: "2026-12-04", checkOut: "2026-12-08", timeZone: "Asia/Tokyo" };
const nights = (reported: string) =>
  nightsByRule({ ...stay, price, paid: price, openedAt: Date.parse(reported), asked: undefined });

test.each([
  ["on the day of arrival, all four", "2026-12-04T16:00+09:00", 4],
  ["just before midnight, the night that has begun and those after it", "2026-12-05T23:59+09:00", 3],
  ["just after midnight, the nights after the one that is running", "2026-12-06T00:01+09:00", 2],
  ["in the last night, the last", "2026-12-07T22:00+09:00", 1],
])("reported %s", (_when, reported, count) =>
  expect(nights(reported)).toEqual({ kind: "nights", nights: count, minor: count * 10_000 }),
);

test("reported on the day of departure, none", () =>
  expect(nights("2026-12-08T09:00+09:00")).toEqual({ kind: "too-many", nightsMax: 0 }));

test("a refund of one night before counts among those that can come back", () =>
  expect(
    nightsByRule({
      ...{ ...stay, price, paid: { ...price, nights: 30_000 }, asked: undefined },
      openedAt: Date.parse("2026-12-06T12:00+09:00"),
    }),
  ).toEqual({ kind: "nights", nights: 1, minor: 10_000 }));
