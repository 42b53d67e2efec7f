import { randomUUID } from "node:crypto";
import { hasRole, type MovedSums, type Role } from "../../db/approval-need.ts";
import type { Money } from "../../db/event-types.ts";
import { giveCredit as giveInLedger } from "../../db/give-credit.ts";
import type { Db } from "../../db/open.ts";
import type { StaffOutcome } from "../../db/staff-desk.ts";
import { approvalNeed } from "../approval-need.ts";
import { formatMoney } from "../money.ts";
import type { MoneyRules } from "../money-rules.ts";

export interface Credit {
  escalationId: string;
  staffId: string;
  bookingRef: string;
  amountMinor: number;
  currency: string;
  /** The guest reads it. */
  reason: string;
  now: number;
}

/** A person of staff gives the guest of her conversation a credit, within the money rules. */
export async function giveCredit(
  { db, rules }: { db: Db; rules: MoneyRules },
  { amountMinor, currency, ...credit }: Credit,
): Promise<StaffOutcome> {
  const amount = { minor: amountMinor, currency };
  return giveInLedger(db, {
    ...credit,
    creditId: `credit-${randomUUID()}`,
    amount,
    whyNot: (role, moved) => whyNoCredit(rules, { amount, role }, moved),
    wordsOf: (balance) => creditInWords(amount, balance, credit),
    rulesVersion: rules.version,
  });
}

/**
 * Why a person of this role may not give a credit; null when she may. What a refund would need a person for needs one with the second
 * role here, and what would need two is not given at all: a credit has one giver. Nor is one in a currency that nobody has set limits for.
 */
export function whyNoCredit(
  rules: MoneyRules,
  { amount, role }: { amount: Money; role: Role },
  moved: MovedSums | null,
): Extract<StaffOutcome, { ok: false }> | null {
  const { currency } = amount;
  const limits = rules.currencies.get(currency);
  if (!limits) return { ok: false, why: "credit", say: `currency: no limits are set for ${currency}` };
  const need = approvalNeed(rules, { direction: "refund", amount, setByStaff: false }, moved);
  if (!need) return null;
  if (need.people === 2) {
    const most = formatMoney({ minor: limits.onePersonMinorMax, currency });
    return { ok: false, why: "credit", say: `amountMinor: must not be above ${most}` };
  }
  return hasRole(role, need.second) ? null : { ok: false, why: "credit-role" };
}

function creditInWords(
  amount: Money,
  balance: Money,
  { reason, bookingRef }: { reason: string; bookingRef: string },
): string {
  return (
    `You have been given a credit of ${formatMoney(amount)} for booking ${bookingRef}. Reason: ${reason}\n\n` +
    `Your credit in ${amount.currency} is now ${formatMoney(balance)}. It pays for your next booking or change of dates here, before your card does.`
  );
}
