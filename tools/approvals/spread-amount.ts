import type { AmountLine } from "../../db/event-types.ts";

/**
 * The lines of a refund made to sum to another amount: first in the proportions of what was quoted, then out of what else was paid, never more
 * of a part than was paid for it. Odd minor units go to the lines with the largest remainders, so that the lines add up exactly. Null when
 * so much was not paid. Amounts are minor units.
 */
export function spreadAmount(lines: AmountLine[], totalMinor: number): AmountLine[] | null {
  const caps = lines.map((line) => line.paid.minor);
  const quoted = lines.map((line) => line.refund.minor);
  const wanted = spread(totalMinor, quoted, caps);
  const left = totalMinor - sum(wanted);
  const room = caps.map((cap, index) => cap - (wanted[index] ?? 0));
  const rest = spread(left, room, room);
  if (sum(wanted) + sum(rest) !== totalMinor) return null;
  return lines.map(({ label, paid }, index) => {
    const minor = (wanted[index] ?? 0) + (rest[index] ?? 0);
    return { label, paid, refund: { minor, currency: paid.currency } };
  });
}

/** As much of `total` as fits under the caps, in proportion to the weights. In BigInt: a product of two amounts may be no safe integer. */
function spread(total: number, weights: number[], caps: number[]): number[] {
  const weightSum = sum(weights);
  if (total <= 0 || weightSum <= 0) return weights.map(() => 0);
  const shares = weights.map((weight) => {
    const product = BigInt(total) * BigInt(weight);
    return { whole: Number(product / BigInt(weightSum)), remainder: Number(product % BigInt(weightSum)) };
  });
  const parts = shares.map(({ whole }, index) => Math.min(whole, caps[index] ?? 0));
  const byRemainder = shares
    .map((_, index) => index)
    .sort((a, b) => (shares[b]?.remainder ?? 0) - (shares[a]?.remainder ?? 0));
  let odd = total - sum(shares.map(({ whole }) => whole));
  for (const index of byRemainder) {
    if (odd === 0) break;
    if ((parts[index] ?? 0) >= (caps[index] ?? 0)) continue;
    parts[index] = (parts[index] ?? 0) + 1;
    odd--;
  }
  return parts;
}

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);
