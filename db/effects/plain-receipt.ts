import { type Action, quoteOf } from "../action-card.ts";
import type { Receipt } from "../event-types.ts";

/** The receipt of a deed that moves no money. */
export function plainReceipt(
  action: Action,
  { bookingRef, now }: { bookingRef: string; now: number },
): Receipt {
  const { title, amount } = quoteOf(action);
  return {
    confirmationId: action.id,
    action: action.tool,
    bookingRef,
    title,
    direction: "none",
    amount: { minor: 0, currency: amount.currency },
    method: "",
    lines: [],
    at: new Date(now).toISOString(),
  };
}
