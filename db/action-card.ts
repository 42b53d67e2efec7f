import type { AmountLine, ConfirmCard, Money } from "./event-types.ts";
import type { actions } from "./schema.ts";

export type Action = typeof actions.$inferSelect;

/** The offer as it was computed: what `actions.quote` holds as JSON. */
export interface StoredQuote {
  label: string;
  title: string;
  direction: "refund" | "charge" | "none";
  amount: Money;
  rule: string;
  lines: AmountLine[];
  /** Of the amount, what her credit pays or gets back; absent when nothing does. */
  credit?: Money;
  /** What else was offered, in a form that the effect can read. The guest read it in the rule. */
  terms?: Record<string, string>;
  /** Present when a person of staff has set the amount in place of the tool's. */
  setByStaff?: { reason: string };
}

export const quoteOf = (action: Action): StoredQuote => JSON.parse(action.quote);

/** The card as the guest sees it in the action's present state. */
export function toCard(action: Action): ConfirmCard {
  const { label, title, direction, amount, rule, lines, credit } = quoteOf(action);
  const expiresAt = new Date(action.expiresAt).toISOString();
  return {
    confirmationId: action.id,
    action: action.tool,
    label,
    title,
    direction,
    amount,
    rule,
    lines,
    ...(credit && { credit }),
    expiresAt,
    state: action.state,
  };
}
