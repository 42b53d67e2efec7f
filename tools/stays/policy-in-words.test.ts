import type { Policy } from "../../db/bookings.ts";
import { noAmounts } from "../../db/ledger.ts";
import { policyInWords } from "./policy-in-words.ts";

const now = Date.UTC(2026, 10, 25, 10);
const words = (policy: Policy, checkIn: string) =>
  policyInWords({ policy, checkIn, paid: noAmounts, timeZone: "Europe/Lisbon", bookedAt: now, now });

test("every step from now to check-in is said, and the policy is named once", () => {
  expect(words("strict", "2026-12-24")).toBe(
    "Strict policy: full refund until 14 days before check-in (10 December 2026, 15:00 local time). Until 7 days before check-in (17 December 2026, 15:00 local time), 50 % of the nights and the whole cleaning fee come back. Less than 7 days before check-in, the nights are not refunded, only the cleaning fee comes back.",
  );
});

test("a deadline that is over is not promised", () => {
  expect(words("strict", "2026-12-04")).not.toContain("14 days");
  expect(words("strict", "2026-12-04")).toContain("7 days before check-in");
});

test("a non-refundable booking says so beside its grace period", () => {
  expect(words("non_refundable", "2026-12-24")).toBe(
    "24-hour grace period: full refund within 24 hours of booking, when check-in is at least 48 hours away. Non-refundable booking: the nights are not refunded, only the cleaning fee comes back.",
  );
  expect(words("non_refundable", "2026-11-26")).toMatch(/^Non-refundable booking:/);
});
