import type { Money } from "../../db/event-types.ts";

/** Refunds above these amounts, in minor units, wait for a person. */
export const approvalLimits: Readonly<Record<string, number>> = {
  EUR: 50_000,
  USD: 55_000,
  GBP: 45_000,
  JPY: 80_000,
};

/** A currency nobody set a limit for is no reason to pay without looking. */
export function needsApproval({ minor, currency }: Money): boolean {
  const limit = Object.hasOwn(approvalLimits, currency) ? approvalLimits[currency] : undefined;
  return limit === undefined || minor > limit;
}
