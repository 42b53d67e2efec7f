import type { BookingBrief } from "../model.ts";
import { datesIn } from "./dates-in.ts";
import { moneyIn } from "./slots.ts";
import { refsIn } from "./which-booking.ts";

const booking = (ref: string): BookingBrief => ({
  ...{ ref, placeName: "Loft in Alfama", city: "Lisbon", status: "upcoming" },
  ...{ checkIn: "2026-12-04", checkOut: "2026-12-08" },
});
const bookings = [booking("BK-204")];

test.each([
  ["BK-204", ["BK-204"]],
  ["bk204 and BK 131", ["BK-204", "BK-131"]],
  ["booking no. 204", ["BK-204"]],
  ["my reservation number is 9999", ["BK-9999"]],
  ["the 204 one", ["BK-204"]],
  ["it cost 204 euros", []],
  ["I paid €312 for 3 nights in 2026", []],
  ["we are 150 guests", []],
])("references in %j", (text, refs) => {
  expect(refsIn(text, bookings)).toEqual(refs);
});

test.each([
  ["on 6 December", ["2026-12-06"]],
  ["from 4 to 8 December", ["2026-12-04", "2026-12-08"]],
  ["tomorrow", ["2026-11-26"]],
  ["next year maybe", []],
  ["BK-204", []],
])("dates in %j, told on 25 November 2026", (text, days) => {
  expect(datesIn([text], Date.UTC(2026, 10, 25, 10))).toEqual(days);
});

test.each([
  ["€312", [{ minor: 31_200, currency: "EUR" }]],
  ["at most 20.50 euros", [{ minor: 2_050, currency: "EUR" }]],
  ["1.240,00 €", [{ minor: 124_000, currency: "EUR" }]],
  ["USD 1,240", [{ minor: 124_000, currency: "USD" }]],
  ["¥42,000", [{ minor: 42_000, currency: "JPY" }]],
  ["4 nights", []],
])("amounts in %j, in minor units", (text, amounts) => {
  expect(moneyIn(text)).toEqual(amounts);
});
