import { formatMoney } from "./format-money.ts";
import { dayName, timeLeft, waitingTime } from "./format-time.ts";

test.each([
  [{ minor: 31_200, currency: "EUR" }, "€312.00"],
  [{ minor: 162_005, currency: "EUR" }, "€1,620.05"],
  [{ minor: 0, currency: "GBP" }, "£0.00"],
  [{ minor: 21_000, currency: "JPY" }, "¥21,000"],
  [{ minor: 1, currency: "JPY" }, "¥1"],
  [{ minor: 122_100, currency: "KWD" }, "KWD\u00a0122.100"],
  [{ minor: 5, currency: "BHD" }, "BHD\u00a00.005"],
  [{ minor: 99_999_999_999_999, currency: "EUR" }, "€999,999,999,999.99"],
])("%j is %s", (money, words) => {
  expect(formatMoney(money)).toBe(words);
});

test.each([
  [600_000, "10:00"],
  [59_001, "1:00"],
  [9_400, "0:10"],
  [-5_000, "0:00"],
  [3_599_000, "59:59"],
  [24 * 3_600_000 - 1_000, "23 h 59 min"],
])("%i ms left is %s", (ms, words) => {
  expect(timeLeft(ms)).toBe(words);
});

test.each([
  [20_000, "just now"],
  [41 * 60_000, "41 min"],
  [2 * 3_600_000, "2 h"],
  [130 * 60_000, "2 h 10 min"],
  [25 * 3_600_000, "1 day"],
  [75 * 3_600_000, "3 days"],
])("waiting %i ms is %s", (ms, words) => {
  expect(waitingTime(ms)).toBe(words);
});

test("days are named as the reader's calendar has them", () => {
  const now = new Date(2026, 10, 25, 0, 30).getTime();
  const daysAgo = (days: number) => new Date(2026, 10, 25 - days, 23, 0).toISOString();
  expect(dayName(new Date(2026, 10, 25, 0, 10).toISOString(), now)).toBe("Today");
  expect(dayName(daysAgo(1), now)).toBe("Yesterday");
  expect(dayName(daysAgo(3), now)).toBe("Sunday");
  expect(dayName(daysAgo(40), now)).toBe("16 October 2026");
});
