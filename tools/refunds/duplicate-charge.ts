import type { Booking } from "../../db/bookings.ts";
import { type LedgerMovement, parts } from "../../db/ledger.ts";

/** As knowledge/articles/payment-problems.md says it; a test compares the two. */
export const duplicateHoursMax = 72;

export interface DuplicateCharge {
  first: LedgerMovement;
  /** The one that is too many. */
  second: LedgerMovement;
  /** The ledger still holds more than the booking costs, by at least the second payment. */
  isOutstanding: boolean;
}

/**
 * Two payments of the same parts and amount, at most 72 hours apart. Two that the guest confirmed one by one are no duplicates, however alike they
 * look. Oldest first.
 */
export function duplicateCharges({
  movements,
  price,
  paid,
}: Pick<Booking, "movements" | "price" | "paid">): DuplicateCharge[] {
  const payments = movements.filter(({ kind }) => kind === "payment");
  const tooMany = new Set<LedgerMovement>();
  const found: DuplicateCharge[] = [];
  for (const second of payments) {
    const before = payments.slice(0, payments.indexOf(second));
    const first = before.find((payment) => !tooMany.has(payment) && areAlike(payment, second));
    if (!first) continue;
    tooMany.add(second);
    const isOutstanding = parts.every((part) => paid[part] - second.parts[part] >= price[part]);
    found.push({ first, second, isOutstanding });
  }
  return found;
}

const areAlike = (one: LedgerMovement, other: LedgerMovement): boolean =>
  (one.confirmationId === null || other.confirmationId === null) &&
  one.currency === other.currency &&
  Math.abs(other.createdAt - one.createdAt) <= duplicateHoursMax * 3_600_000 &&
  parts.every((part) => one.parts[part] === other.parts[part]);
