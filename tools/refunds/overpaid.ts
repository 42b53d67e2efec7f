import type { Booking } from "../../db/bookings.ts";
import { type PartAmounts, parts } from "../../db/ledger.ts";

/**
 * What the ledger holds of a booking, in two: `due`, what it costs, as far as that is paid, and `excess`, what was paid beyond it, such as a second
 * charge. No rule keeps a share of the excess, since nothing was sold for it. Minor units per part, none below zero; the two sum to `paid`.
 */
export function splitPaid({ price, paid }: Pick<Booking, "price" | "paid">): {
  due: PartAmounts;
  excess: PartAmounts;
} {
  const due = byPart((part) => Math.min(paid[part], price[part]));
  return { due, excess: byPart((part) => paid[part] - due[part]) };
}

export const sumOf = (one: PartAmounts, other: PartAmounts): PartAmounts =>
  byPart((part) => one[part] + other[part]);

const byPart = (amountOf: (part: keyof PartAmounts) => number): PartAmounts =>
  Object.fromEntries(parts.map((part) => [part, amountOf(part)])) as PartAmounts;
