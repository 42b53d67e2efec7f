import fc from "fast-check";
import { formatMoney, halfRoundedUp } from "./money.ts";

test.each([
  [31_200, "EUR", "€312.00"],
  [5, "EUR", "€0.05"],
  [0, "EUR", "€0.00"],
  [124_000, "GBP", "£1,240.00"],
  [-40_751, "USD", "-$407.51"],
  [80_000, "JPY", "¥80,000"],
  [7, "JPY", "¥7"],
  [1_250, "KWD", "KWD 1.250"],
  [5, "BHD", "BHD 0.005"],
])("%i minor units of %s are written %s", (minor, currency, words) => {
  expect(formatMoney({ minor, currency })).toBe(words);
});

test("an amount follows the reader's language", () => {
  expect(formatMoney({ minor: 124_000, currency: "EUR" }, "de")).toBe("1.240,00 €");
});

test("no cent is lost in the largest amount there is", () => {
  expect(formatMoney({ minor: Number.MAX_SAFE_INTEGER, currency: "EUR" })).toBe("€90,071,992,547,409.91");
});

test("every amount can be read back to the cent", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (minor) => {
      const digits = formatMoney({ minor, currency: "EUR" }).replace(/[^\d-]/g, "");
      expect(Number(digits) || 0).toBe(minor);
    }),
  );
});

test("a part of a minor unit is refused, not rounded", () => {
  expect(() => formatMoney({ minor: 0.5, currency: "EUR" })).toThrow(RangeError);
});

test("half of an odd amount is rounded up, for the guest", () => {
  expect([40_501, 40_500, 1, 0].map(halfRoundedUp)).toEqual([20_251, 20_250, 1, 0]);
});
