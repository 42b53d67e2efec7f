import { parseAmount } from "./parse-amount.ts";

test.each([
  ["312", "EUR", 31_200],
  ["312.5", "EUR", 31_250],
  ["312,50", "EUR", 31_250],
  ["1,415.00", "EUR", 141_500],
  ["1.415,00", "EUR", 141_500],
  ["1 415", "EUR", 141_500],
  ["1,000", "EUR", 100_000],
  ["0.01", "EUR", 1],
  ["80,000", "JPY", 80_000],
  ["1.250", "KWD", 1_250],
  ["0.29", "USD", 29],
])("%s in %s is %i minor units", (text, currency, minor) => {
  expect(parseAmount(text, currency)).toBe(minor);
});

test.each([
  ["", "EUR"],
  ["-5", "EUR"],
  ["5.123.4", "EUR"],
  ["1.5", "JPY"],
  ["1.2345", "KWD"],
  ["12,34,567", "EUR"],
  ["five", "EUR"],
  ["1e3", "EUR"],
  ["€5", "EUR"],
])("%s is no amount in %s", (text, currency) => {
  expect(parseAmount(text, currency)).toBeNull();
});
