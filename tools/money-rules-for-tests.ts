import { type MoneyRules, parseMoneyRules } from "./money-rules.ts";

/** Rules with one currency, EUR, unless a test says otherwise. Amounts in euros. */
export function moneyRules(limits: Record<string, number> = {}): MoneyRules {
  const eur = { refund: 500, two_people: 2000, guest_month: 1000, day: 10000, charge: 20000, ...limits };
  return parseMoneyRules(
    JSON.stringify({
      approvers: { first: "agent", second: "lead" },
      approval_hours: 72,
      offer_minutes: 10,
      changed_offer_hours: 24,
      currencies: { EUR: eur },
    }),
  );
}
