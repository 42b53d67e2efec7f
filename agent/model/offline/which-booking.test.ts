import type { BookingBrief } from "../model.ts";
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
