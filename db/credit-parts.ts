import type { LedgerMovement } from "./ledger.ts";

/*
 * Which part of an amount is credit: one rule for the offer, the effect and the property tests. Minor units. Why the card comes last
 * and gets its money back first is in decisions/2026-11-29-credit-pays-first.md.
 */

/** Of a charge: as much as the guest has. Her card pays the rest. */
export const creditOfCharge = (amountMinor: number, balanceMinor: number): number =>
  Math.min(amountMinor, balanceMinor);

/** Of a refund: what is beyond all that her card paid for this booking and has not got back, and never more than her credit paid. */
export function creditOfRefund(amountMinor: number, movements: readonly Moved[]): number {
  const beyondCard = amountMinor - paid(movements, (one) => one.amountMinor - one.creditMinor);
  return Math.min(
    Math.max(0, beyondCard),
    paid(movements, (one) => one.creditMinor),
  );
}

type Moved = Pick<LedgerMovement, "kind" | "amountMinor" | "creditMinor">;

/** Of one way of payment, less what went back to it. */
const paid = (movements: readonly Moved[], of: (one: Moved) => number): number =>
  movements.reduce((sum, one) => sum + signs[one.kind] * of(one), 0);

/** A credit that was given for the booking paid nothing of it. */
const signs = { payment: 1, refund: -1, credit: 0 };
