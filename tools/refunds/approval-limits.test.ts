import { approvalLimits, needsApproval } from "./approval-limits.ts";

test.each(Object.entries(approvalLimits))(
  "a refund in %s waits for a person above %i minor units, not at it",
  (currency, limit) => {
    expect(needsApproval({ minor: limit, currency })).toBe(false);
    expect(needsApproval({ minor: limit + 1, currency })).toBe(true);
  },
);

test("a refund in a currency without a limit always waits for a person", () => {
  expect(needsApproval({ minor: 1, currency: "SEK" })).toBe(true);
  expect(needsApproval({ minor: 1, currency: "constructor" })).toBe(true);
});
