import { catalogue, toToolSpec } from "../../../tools/catalogue.ts";
import type { BookingBrief } from "../model.ts";
import { datesOf } from "./stay-dates.ts";

const now = Date.UTC(2026, 10, 25, 10);
const specOf = (wanted: string) => toToolSpec(catalogue.find(({ name }) => name === wanted)!);
const [search, change] = [specOf("search_stays"), specOf("change_dates")];
const booking: BookingBrief = {
  ...{ ref: "BK-204", placeName: "Loft in Alfama", city: "Lisbon", status: "upcoming" },
  ...{ checkIn: "2026-12-04", checkOut: "2026-12-08" },
};

test.each([
  [["from 12 to 15 December"], { checkIn: "2026-12-12", checkOut: "2026-12-15" }],
  [["three nights from 12 December"], { checkIn: "2026-12-12", checkOut: "2026-12-15" }],
  [["on 12 December for a week"], { checkIn: "2026-12-12", checkOut: "2026-12-19" }],
  [["on 12 December"], { checkIn: "2026-12-12" }],
  [["until 15 December"], { checkOut: "2026-12-15" }],
  [["somewhere quiet"], {}],
  [["12 to 15 December", "and a week later?"], { checkIn: "2026-12-19", checkOut: "2026-12-22" }],
  [["12 to 15 January", "and from the 20th to the 22nd?"], { checkIn: "2027-01-20", checkOut: "2027-01-22" }],
  [["12 to 15 December", "rather leave on the 17th"], { checkIn: "2026-12-12", checkOut: "2026-12-17" }],
  [["12 to 15 December", "on 18 December instead"], { checkIn: "2026-12-18", checkOut: "2026-12-21" }],
])("of a search, %j", (texts, dates) => expect(datesOf(search, texts, { now })).toEqual(dates));

test.each([
  [["come a day earlier"], { checkIn: "2026-12-03" }],
  [["move it to 11 December"], { checkIn: "2026-12-11", checkOut: "2026-12-15" }],
  [["arrive on 5 December"], { checkIn: "2026-12-05" }],
  [["stay until the 10th"], { checkOut: "2026-12-10" }],
  [["leave on Sunday"], { checkOut: "2026-12-06" }],
  [["move it a week later, to 11 December"], { checkIn: "2026-12-11", checkOut: "2026-12-15" }],
  [["two more nights, until 10 December"], { checkOut: "2026-12-10" }],
  [["add Sunday and Monday, so we leave on the 10th"], {}],
])("of a change of 4–8 December, %j", (texts, dates) =>
  expect(datesOf(change, texts, { now, booking })).toEqual(dates),
);
