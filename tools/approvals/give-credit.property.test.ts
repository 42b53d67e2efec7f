import fc from "fast-check";
import type { Role } from "../../db/approval-need.ts";
import { builtInMoneyRules } from "../money-rules.ts";
import { whyNoCredit } from "./give-credit.ts";

const rules = builtInMoneyRules();
const currencies = ["EUR", "JPY", "KWD"] as const;
const limitsOf = (currency: string) => {
  const limits = rules.currencies.get(currency);
  if (!limits) throw new Error(`no limits for ${currency}`);
  return limits;
};

/** Anything, and what lies on a limit and one beside it. */
const minorOf = (currency: string) => {
  const { refundMinorMax, onePersonMinorMax, guestMonthMinorMax, dayMinorMax } = limitsOf(currency);
  const edges = [refundMinorMax, onePersonMinorMax, guestMonthMinorMax, dayMinorMax].flatMap((at) => [
    at - 1,
    at,
    at + 1,
  ]);
  return fc.oneof(fc.integer({ min: 1, max: 2 * dayMinorMax }), fc.constantFrom(...edges));
};

const drawn = fc.constantFrom(...currencies).chain((currency) =>
  fc.record({
    amount: fc.record({ minor: minorOf(currency), currency: fc.constant(currency) }),
    role: fc.constantFrom<Role>("agent", "lead"),
    guestMonthMinor: fc.oneof(fc.constant(0), minorOf(currency)),
    dayMinor: fc.oneof(fc.constant(0), minorOf(currency)),
  }),
);

test("in currencies with 2, 0 and 3 decimals an agent gives within every limit and nowhere else, and a lead up to the second limit", () => {
  fc.assert(
    fc.property(drawn, ({ amount, role, ...moved }) => {
      const limits = limitsOf(amount.currency);
      const fits =
        amount.minor <= limits.refundMinorMax &&
        moved.guestMonthMinor + amount.minor <= limits.guestMonthMinorMax &&
        moved.dayMinor + amount.minor <= limits.dayMinorMax;
      const isForOne = amount.minor <= limits.onePersonMinorMax;
      const may = isForOne && (fits || role === "lead");
      expect(whyNoCredit(rules, { amount, role }, moved) === null).toBe(may);
    }),
    { numRuns: 1_000 },
  );
});

test("without limits for a currency nobody gives a credit, and without the sums an agent does not", () => {
  const nothing = { guestMonthMinor: 0, dayMinor: 0 };
  const francs = { minor: 1, currency: "CHF" };
  for (const role of ["agent", "lead"] as const)
    expect(whyNoCredit(rules, { amount: francs, role }, nothing)).toMatchObject({
      why: "credit",
      say: expect.stringMatching(/^currency: .*CHF/),
    });
  const euro = { minor: 1, currency: "EUR" };
  expect(whyNoCredit(rules, { amount: euro, role: "agent" }, null)).toEqual({
    ok: false,
    why: "credit-role",
  });
  expect(whyNoCredit(rules, { amount: euro, role: "lead" }, null)).toBeNull();
});
