import { creditMethod } from "../db/credits.ts";
import type { Money } from "../db/event-types.ts";
import type { LedgerMovement } from "../db/ledger.ts";
import { formatMoney } from "./money.ts";

/** An amount that moves, how much of it is the guest's credit, and her card ("Visa ending 4242") for the rest. */
interface InParts {
  amount: Money;
  creditMinor: number;
  method: string;
}

/** "The difference is charged to Visa ending 4242.", or what of it her credit pays. `what` begins the sentence. */
export function chargedInParts(what: string, { amount, creditMinor, method }: InParts): string {
  if (creditMinor === 0) return `${what} is charged to ${method}.`;
  const { credit, card } = inWords({ amount, creditMinor });
  return creditMinor === amount.minor
    ? `All ${credit} comes from your credit.`
    : `${credit} comes from your credit, and ${card} is charged to ${method}.`;
}

/**
 * What to add to the rule of a refund, as what would be: an offer, and the quote before it, move nothing. Empty when nothing of it was paid
 * with credit.
 */
export function backInParts({ amount, creditMinor, method }: InParts): string {
  if (creditMinor === 0) return "";
  const { credit, card } = inWords({ amount, creditMinor });
  return creditMinor === amount.minor
    ? ` All ${credit} would come back as credit, because your card has back what it paid.`
    : ` ${card} would go back to ${method}, all that is left of what it paid, and ${credit} would come back as credit.`;
}

/** The two parts of an amount. */
export const inWords = ({ amount, creditMinor }: Omit<InParts, "method">) => ({
  credit: formatMoney({ ...amount, minor: creditMinor }),
  card: formatMoney({ ...amount, minor: amount.minor - creditMinor }),
});

/** The part of an offer that is credit, as a quote and a receipt carry it: no field where there is none. */
export const creditPart = (minor: number, currency: string): { credit?: Money } =>
  minor === 0 ? {} : { credit: { minor, currency } };

/** How one payment or refund went: "Visa ending 4242", "credit", or "Visa ending 4242, €25.00 of it credit". */
export function wayOf({ amountMinor, creditMinor, method, currency }: Way): string {
  if (method === creditMethod) return "credit";
  if (creditMinor === 0 || creditMinor === amountMinor) return method;
  return `${method}, ${formatMoney({ minor: creditMinor, currency })} of it credit`;
}

type Way = Pick<LedgerMovement, "amountMinor" | "creditMinor" | "method" | "currency">;
