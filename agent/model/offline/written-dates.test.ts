import { datesIn } from "./dates-in.ts";
import { spelledOut } from "./written-dates.ts";

const now = Date.UTC(2026, 10, 25, 10);

test.each([
  ["2026-12-20 until 2026-12-23", ["2026-12-20", "2026-12-23"]],
  ["20.12. - 23.12.", ["2026-12-20", "2026-12-23"]],
  ["20.-23.12.", ["2026-12-20", "2026-12-23"]],
  ["10 to 13.12.2026", ["2026-12-10", "2026-12-13"]],
  ["arriving 03.01.2027, leaving 06.01.2027", ["2027-01-03", "2027-01-06"]],
  ["4/12 - 8/12", ["2026-12-04", "2026-12-08"]],
  ["12/24", ["2026-12-24"]],
  ["3/1/27", ["2027-01-03"]],
  ["fri 11 to mon 14 dec", ["2026-12-11", "2026-12-14"]],
  ["from Friday the 11th of December", ["2026-12-11"]],
  ["from the 10th to the 13th of December", ["2026-12-10", "2026-12-13"]],
  ["for 2 from 3rd to 7th feb", ["2027-02-03", "2027-02-07"]],
  ["80 euros a night, 8 to 11 March", ["2027-03-08", "2027-03-11"]],
  ["2 to 5 February, 2 people", ["2027-02-02", "2027-02-05"]],
  ["from 4 Jan to 9 Jan", ["2027-01-04", "2027-01-09"]],
  ["18th–21st jan", ["2027-01-18", "2027-01-21"]],
])("%j are days", (text, days) => expect(datesIn([text], now)).toEqual(days));

test.each(["at most 20.50 euros", "12.10€", "at 10.12", "4.8 stars of 5", "24/7", "1.2.3.4"])(
  "%j stays as it is",
  (text) => expect(spelledOut(text)).toBe(text),
);
