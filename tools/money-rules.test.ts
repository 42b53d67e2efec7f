import { readFileSync } from "node:fs";
import { approvalNeed } from "./approval-need.ts";
import { builtInMoneyRules, parseMoneyRules, readMoneyRules } from "./money-rules.ts";
import { moneyRules } from "./money-rules-for-tests.ts";

const nothingMoved = { guestMonthMinor: 0, dayMinor: 0 };
const refund = (minor: number, currency = "EUR", moved = nothingMoved, rules = builtInMoneyRules()) =>
  approvalNeed(rules, { direction: "refund", amount: { minor, currency }, setByStaff: false }, moved);

test("the company's own rules can be read, in currencies with no, two and three decimals", () => {
  const { currencies, approvalMsMax, offerMsMax, approvers } = builtInMoneyRules();
  const firstLimits = [...currencies].map(([code, { refundMinorMax }]) => [code, refundMinorMax]);
  expect(firstLimits).toEqual([
    ["EUR", 50_000],
    ["USD", 55_000],
    ["GBP", 45_000],
    ["JPY", 80_000],
    ["KWD", 170_000],
  ]);
  expect([approvalMsMax, offerMsMax]).toEqual([72 * 3_600_000, 600_000]);
  expect(approvers).toEqual({ first: "agent", second: "lead" });
});

test.each([...builtInMoneyRules().currencies])(
  "a refund in %s goes without a person at its limit and not above it, and needs two above the second",
  (currency, { refundMinorMax, onePersonMinorMax }) => {
    expect(refund(refundMinorMax, currency)).toBeNull();
    expect(refund(refundMinorMax + 1, currency)).toMatchObject({ people: 1, because: ["amount"] });
    expect(refund(onePersonMinorMax, currency)).toMatchObject({ people: 1 });
    expect(refund(onePersonMinorMax + 1, currency)).toMatchObject({ people: 2, second: "lead" });
  },
);

test.each(["SEK", "constructor", "__proto__", ""])(
  "a refund in a currency nobody set a limit for waits: %s",
  (code) => {
    expect(refund(1, code)).toMatchObject({ people: 1, because: ["no-limit"] });
  },
);

test.each([Number.NaN, -1, 0.5, Number.MAX_SAFE_INTEGER + 1, Number.POSITIVE_INFINITY])(
  "an amount that is none, %s, waits for a person",
  (minor) => {
    expect(refund(minor)?.because).toEqual(["unreadable"]);
  },
);

test("sums that cannot be read wait for a person, however small the refund", () => {
  const move = { direction: "refund" as const, amount: { minor: 1, currency: "EUR" }, setByStaff: false };
  expect(approvalNeed(builtInMoneyRules(), move, null)).toMatchObject({ because: ["unreadable"] });
});

test("what a guest had in 30 days and all guests in 24 hours counts with the new one, to the cent", () => {
  const rules = moneyRules({ guest_month: 1000, day: 2000 });
  const with_ = (guestMonthMinor: number, dayMinor: number) =>
    refund(10_000, "EUR", { guestMonthMinor, dayMinor }, rules)?.because ?? null;
  expect(with_(90_000, 190_000)).toBeNull();
  expect(with_(90_001, 0)).toEqual(["guest-month"]);
  expect(with_(0, 190_001)).toEqual(["day"]);
  expect(with_(90_001, 190_001)).toEqual(["guest-month", "day"]);
});

test("a charge is the guest's own money: it has no sums, and only an amount that cannot be meant waits", () => {
  const charge = (minor: number, currency = "EUR") =>
    approvalNeed(
      builtInMoneyRules(),
      { direction: "charge", amount: { minor, currency }, setByStaff: false },
      { guestMonthMinor: 99_999_999, dayMinor: 99_999_999 },
    );
  expect(charge(2_000_000)).toBeNull();
  expect(charge(2_000_001)).toMatchObject({ people: 1, because: ["amount"] });
  expect(charge(1, "SEK")).toMatchObject({ because: ["no-limit"] });
});

test("an amount that a person set needs no first approval, and the second all the same", () => {
  const set = (minor: number) =>
    approvalNeed(
      builtInMoneyRules(),
      { direction: "refund", amount: { minor, currency: "EUR" }, setByStaff: true },
      { guestMonthMinor: 900_000, dayMinor: 900_000 },
    );
  expect(set(200_000)).toBeNull();
  expect(set(200_001)).toMatchObject({ people: 2 });
});

const own = readFileSync(new URL("./money-rules.yaml", import.meta.url), "utf8");

test.each([
  ["no file at all", "", "the file: "],
  ["broken YAML", "currencies: [", "is not YAML"],
  ["a field it does not know", `${own}\nlimit: 5`, "limit"],
  ["a limit left out", own.replace(", day: 10000", ""), "currencies.EUR.day"],
  ["a limit below nothing", own.replace("refund: 500", "refund: -500"), "currencies.EUR.refund"],
  ["a limit in words", own.replace("refund: 500", "refund: lots"), "currencies.EUR.refund"],
  ["half a yen", own.replace("refund: 80000", "refund: 80000.5"), "has more decimals than JPY"],
  ["a currency that is none", own.replace("GBP:", "POUNDS:"), "POUNDS"],
  [
    "a second limit below the first",
    own.replace("two_people: 2000", "two_people: 100"),
    "must not be below refund",
  ],
  ["a role nobody has", own.replace("first: agent", "first: boss"), "approvers.first"],
  [
    "an approval that may wait for ever",
    own.replace("approval_hours: 72", "approval_hours: .inf"),
    "approval_hours",
  ],
])("a file with %s stops the start with one line", (_what, text, words) => {
  expect(() => parseMoneyRules(text)).toThrow(words);
  try {
    parseMoneyRules(text);
  } catch (error) {
    expect((error as Error).message).not.toContain("\n");
  }
});

test("a file that is not there stops the start with one line", () => {
  expect(() => readMoneyRules("/nowhere/money-rules.yaml")).toThrow("The money rules cannot be read");
});
