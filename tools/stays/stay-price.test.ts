import fc from "fast-check";
import { totalOf } from "../../db/ledger.ts";
import { formatMoney } from "../money.ts";
import { serviceFeeOf, serviceFeePercent, stayPrice } from "./stay-price.ts";

test.each([
  [4, 0],
  [5, 1],
  [14, 1],
  [15, 2],
  [28_800, 2_880],
])("the service fee of %i is %i: a tenth, the half rounded up", (nights, fee) =>
  expect(serviceFeeOf(nights)).toBe(fee),
);

test.each([
  ["JPY", 12_200, 4_500, "¥44,760"],
  ["EUR", 7_205, 4_000, "€277.77"],
  ["KWD", 34_505, 8_250, "KWD 122.117"],
])("three nights in %s come out in its own decimals", (currency, nightMinor, cleaningFeeMinor, total) => {
  const price = stayPrice({ nightMinor, cleaningFeeMinor }, 3);
  expect(formatMoney({ minor: totalOf(price), currency })).toBe(total);
});

const money = fc.integer({ min: 0, max: 100_000_000 });

test("every part is a whole number, and the fee lies within half a unit of its share", () => {
  fc.assert(
    fc.property(money, money, fc.integer({ min: 1, max: 90 }), (nightMinor, cleaningFeeMinor, nights) => {
      const price = stayPrice({ nightMinor, cleaningFeeMinor }, nights);
      expect(price).toMatchObject({
        nights: nightMinor * nights,
        cleaning_fee: cleaningFeeMinor,
        deposit: 0,
      });
      expect(Number.isSafeInteger(totalOf(price))).toBe(true);
      const distance = price.service_fee * 100 - price.nights * serviceFeePercent;
      expect(distance).toBeGreaterThan(-50);
      expect(distance).toBeLessThanOrEqual(50);
    }),
  );
});

test("a night more never costs less", () => {
  fc.assert(
    fc.property(money, money, fc.integer({ min: 1, max: 89 }), (nightMinor, cleaningFeeMinor, nights) => {
      const of = (count: number) => totalOf(stayPrice({ nightMinor, cleaningFeeMinor }, count));
      expect(of(nights + 1)).toBeGreaterThanOrEqual(of(nights));
    }),
  );
});

test.each([0, -1, 1.5])("%p nights are no stay", (nights) =>
  expect(() => stayPrice({ nightMinor: 1, cleaningFeeMinor: 0 }, nights)).toThrow(RangeError),
);
