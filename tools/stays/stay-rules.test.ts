import fc from "fast-check";
import { nightsOf } from "../stay-times.ts";
import { daysLater, monthsLater } from "./calendar-days.ts";
import { datesUnmet, nightsMax } from "./stay-rules.ts";

const now = Date.UTC(2026, 10, 25, 10);
const lisbon = "Europe/Lisbon";
const unmet = (checkIn: string, checkOut: string, timeZone = lisbon, at = now) =>
  datesUnmet({ checkIn, checkOut, timeZone }, at);

test("a stay is one night to ninety", () => {
  expect(unmet("2026-12-04", "2026-12-04")).toContain("after the day of arrival");
  expect(unmet("2026-12-04", "2026-12-03")).toContain("after the day of arrival");
  expect(unmet("2026-12-04", "2026-12-05")).toBeNull();
  expect(unmet("2026-12-04", daysLater("2026-12-04", 90))).toBeNull();
  expect(unmet("2026-12-04", daysLater("2026-12-04", 91))).toBe(
    "One booking can be for 90 nights at most; this would be 91.",
  );
});

test("arrival is at most eighteen months ahead", () => {
  expect(unmet("2028-05-25", "2028-05-27")).toBeNull();
  expect(unmet("2028-05-26", "2028-05-27")).toContain("up to 18 months ahead, which is until 25 May 2028");
});

test("arrival lies ahead on the place's own clock, not on the server's", () => {
  expect(unmet("2026-11-24", "2026-11-28")).toBe(
    "24 November 2026 is in the past at the place, where it is 25 November 2026.",
  );
  // 10:00 UTC: still before 15:00 in Lisbon, 19:00 in Tokyo, 05:00 in New York.
  expect(unmet("2026-11-25", "2026-11-28", lisbon)).toBeNull();
  expect(unmet("2026-11-25", "2026-11-28", "America/New_York")).toBeNull();
  expect(unmet("2026-11-25", "2026-11-28", "Asia/Tokyo")).toBe(
    "Today's check-in was at 15:00 local time, so the earliest arrival is 26 November 2026.",
  );
  // 23:30 UTC on the 25th is the 26th in Tokyo, and the 25th in New York.
  const late = Date.UTC(2026, 10, 25, 23, 30);
  expect(unmet("2026-11-26", "2026-11-28", "Asia/Tokyo", late)).toBeNull();
  expect(unmet("2026-11-25", "2026-11-28", "Asia/Tokyo", late)).toContain("is in the past");
});

test("a change of the clocks in between changes neither the nights nor the hour of check-in", () => {
  // Lisbon goes to summer time on 28 March 2027, Sydney leaves it on 4 April 2027.
  expect(nightsOf({ checkIn: "2027-03-27", checkOut: "2027-03-29" })).toBe(2);
  const beforeThree = Date.UTC(2027, 2, 28, 13, 59);
  expect(unmet("2027-03-28", "2027-03-30", lisbon, beforeThree)).toBeNull();
  expect(unmet("2027-03-28", "2027-03-30", lisbon, beforeThree + 60_000)).toContain("Today's check-in");
  expect(unmet("2027-04-03", "2027-04-05", "Australia/Sydney")).toBeNull();
});

test("whatever can be booked begins ahead, within the bound, and lasts a whole number of nights", () => {
  const days = fc.integer({ min: -40, max: 700 });
  const zone = fc.constantFrom(
    "Europe/Lisbon",
    "Asia/Tokyo",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
  );
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: -3, max: 120 }),
      zone,
      fc.nat(86_399),
      (ahead, nights, timeZone, seconds) => {
        const at = now + seconds * 1_000;
        const checkIn = daysLater("2026-11-25", ahead);
        const fits = unmet(checkIn, daysLater(checkIn, nights), timeZone, at) === null;
        if (nights < 1 || nights > nightsMax || ahead < -1) expect(fits).toBe(false);
        else if (ahead > 1 && checkIn < monthsLater("2026-11-24", 18)) expect(fits).toBe(true);
        else if (checkIn > monthsLater("2026-11-27", 18)) expect(fits).toBe(false);
      },
    ),
  );
});
