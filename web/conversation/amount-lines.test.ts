import type { AmountLine } from "../../agent/events.ts";
import { columnsFor } from "./amount-lines.tsx";

const line = (paid: number, refund: number, charge?: number): AmountLine => ({
  label: "Nights",
  paid: { minor: paid, currency: "EUR" },
  refund: { minor: refund, currency: "EUR" },
  ...(charge !== undefined && { charge: { minor: charge, currency: "EUR" } }),
});

test.each([
  ["a cancellation says what was paid and what comes back", [line(24_000, 12_000)], ["Paid", "Back"]],
  ["and says so also when nothing does", [line(24_000, 0)], ["Paid", "Back"]],
  ["a booking has its price alone", [line(0, 0, 28_800), line(0, 0, 4_000)], ["Price"]],
  [
    "a change that costs more says what was paid and what is added",
    [line(24_000, 0, 6_000)],
    ["Paid", "Extra"],
  ],
  ["one that does both has all three", [line(24_000, 0, 6_000), line(4_200, 200)], ["Paid", "Back", "Extra"]],
])("%s", (_promise, lines, headings) =>
  expect(columnsFor(lines).map(({ heading }) => heading)).toEqual(headings),
);

test("a line that charges nothing reads zero in the column of charges", () => {
  const lines = [line(24_000, 0, 6_000), line(4_200, 0)];
  expect(columnsFor(lines).at(-1)?.amountOf(lines[1]!)).toEqual({ minor: 0, currency: "EUR" });
});
