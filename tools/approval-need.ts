import type { ApprovalNeed, Because, MovedSums } from "../db/approval-need.ts";
import type { Money } from "../db/event-types.ts";
import type { CurrencyLimits, MoneyRules } from "./money-rules.ts";

interface Move {
  direction: "refund" | "charge" | "none";
  amount: Money;
  /** The amount is what a person of staff set: that was her approval, and whoever comes now is the second. */
  setByStaff: boolean;
  /** Something that no limit knows of, and that a person must decide about. */
  held?: Because | null;
}

/**
 * Who must approve a move of money before it runs; null when nobody must. `moved` is null when it could not be read. Whatever is not known
 * asks for a person: nothing here makes a move that a person would have had to see run without one.
 */
export function approvalNeed(rules: MoneyRules, move: Move, moved: MovedSums | null): ApprovalNeed | null {
  const { direction, amount, setByStaff, held } = move;
  if (direction === "none") return null;
  const limits = rules.currencies.get(amount.currency);
  const because = direction === "charge" ? chargeReasons(amount, limits) : reasons(amount, limits, moved);
  if (held) because.push(held);
  if (because.length === 0) return null;
  const people = needsTwo(move, limits) ? 2 : 1;
  if (setByStaff && people === 1) return null;
  return { people, ...rules.approvers, because };
}

function reasons({ minor }: Money, limits: CurrencyLimits | undefined, moved: MovedSums | null): Because[] {
  if (!limits) return ["no-limit"];
  if (!Number.isSafeInteger(minor) || minor < 0 || !moved) return ["unreadable"];
  const because: Because[] = [];
  if (minor > limits.refundMinorMax) because.push("amount");
  if (moved.guestMonthMinor + minor > limits.guestMonthMinorMax) because.push("guest-month");
  if (moved.dayMinor + minor > limits.dayMinorMax) because.push("day");
  return because;
}

/** A guest pays with her own money and her own yes: only an amount that cannot be meant needs a person. */
function chargeReasons({ minor }: Money, limits: CurrencyLimits | undefined): Because[] {
  if (!limits) return ["no-limit"];
  if (!Number.isSafeInteger(minor) || minor < 0) return ["unreadable"];
  return minor > limits.chargeMinorMax ? ["amount"] : [];
}

/** Where nobody set a limit, one person sees it; there is nothing that could say when a second must. */
const needsTwo = ({ direction, amount }: Move, limits: CurrencyLimits | undefined): boolean =>
  direction === "refund" && limits !== undefined && !(amount.minor <= limits.onePersonMinorMax);
