import fc from "fast-check";
import type { AmountLine } from "../../db/event-types.ts";
import { spreadAmount } from "./spread-amount.ts";

const currency = "EUR";
const line = (label: string, paid: number, refund: number): AmountLine => ({
  label,
  paid: { minor: paid, currency },
  refund: { minor: refund, currency },
});
const amounts = (lines: AmountLine[] | null) => lines?.map((one) => one.refund.minor) ?? null;

const anyLines = fc
  .array(fc.tuple(fc.nat(50_000_000), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.map(([paid, share], index) => line(`${index}`, paid, Math.floor(paid * share))));
const sumOf = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0);

test("the lines add up to the amount exactly, and no part gives back more than was paid for it", () => {
  fc.assert(
    fc.property(anyLines, fc.nat(), (lines, seed) => {
      const paid = sumOf(lines.map((one) => one.paid.minor));
      const total = paid === 0 ? 0 : seed % (paid + 1);
      const spread = spreadAmount(lines, total);
      expect(sumOf(amounts(spread) ?? [-1])).toBe(total);
      for (const one of spread ?? []) {
        expect(one.refund.minor).toBeGreaterThanOrEqual(0);
        expect(one.refund.minor).toBeLessThanOrEqual(one.paid.minor);
      }
    }),
  );
});

test("more than was paid is no amount", () => {
  fc.assert(
    fc.property(anyLines, fc.integer({ min: 1, max: 1_000_000 }), (lines, more) => {
      expect(spreadAmount(lines, sumOf(lines.map((one) => one.paid.minor)) + more)).toBeNull();
    }),
  );
});

test("a smaller amount keeps the proportions, a larger one takes what else was paid", () => {
  const lines = [
    line("Nights", 24_000, 12_000),
    line("Cleaning fee", 4_200, 4_200),
    line("Service fee", 3_000, 0),
  ];
  expect(amounts(spreadAmount(lines, 8_100))).toEqual([6_000, 2_100, 0]);
  expect(amounts(spreadAmount(lines, 1))).toEqual([1, 0, 0]);
  expect(amounts(spreadAmount(lines, 31_200))).toEqual([24_000, 4_200, 3_000]);
});
