import fc from "fast-check";
import { formatMoney, halfRoundedUp, minorOf } from "./money.ts";

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

/** As ISO 4217 has them. */
const decimals = { JPY: 0, KRW: 0, EUR: 2, USD: 2, GBP: 2, KWD: 3, BHD: 3, OMR: 3, TND: 3 };

test.each(Object.entries(decimals))(
  "%s has %i decimals, and every amount of it can be read back to its smallest coin",
  (currency, places) => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (minor) => {
        const words = formatMoney({ minor, currency });
        const [, fraction = ""] = words.split(".");
        expect(fraction).toHaveLength(places);
        expect(Number(words.replace(/[^\d-]/g, "")) || 0).toBe(minor);
      }),
    );
    expect(minorOf(120, currency)).toBe(120 * 10 ** places);
  },
);

test("a part of a minor unit is refused, not rounded", () => {
  expect(() => formatMoney({ minor: 0.5, currency: "EUR" })).toThrow(RangeError);
});

test("half of an odd amount is rounded up, for the guest", () => {
  expect([40_501, 40_500, 1, 0].map(halfRoundedUp)).toEqual([20_251, 20_250, 1, 0]);
});

test("what is rounded is the smallest coin of the currency: a cent, a yen, a fils", () => {
  const half = (minor: number, currency: string) => formatMoney({ minor: halfRoundedUp(minor), currency });
  expect(half(31_201, "EUR")).toBe("€156.01");
  expect(half(61_001, "JPY")).toBe("¥30,501");
  expect(half(103_501, "KWD")).toBe("KWD 51.751");
  expect(half(1, "BHD")).toBe("BHD 0.001");
});

test("half is never less than half, and never more than half a coin above it", () => {
  fc.assert(
    fc.property(fc.nat({ max: 1e12 }), (minor) => {
      expect(halfRoundedUp(minor) * 2 - minor).toBeGreaterThanOrEqual(0);
      expect(halfRoundedUp(minor) * 2 - minor).toBeLessThanOrEqual(1);
    }),
  );
});
