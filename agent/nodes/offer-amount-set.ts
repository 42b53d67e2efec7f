import { type Action, quoteOf } from "../../db/action-card.ts";
import { showActionAgain } from "../../db/actions.ts";
import { step, type TurnContext } from "../context.ts";
import { phrases } from "../phrases.ts";
import { sayByCode } from "../say-by-code.ts";

/** A person of staff has set another amount: the guest is told why, and sees the card of the new offer. Returns the step. */
export async function offerAmountSet(context: TurnContext, action: Action): Promise<string> {
  const { label, setByStaff } = quoteOf(action);
  const text = phrases.amountSet(label, setByStaff?.reason ?? null);
  sayByCode(context, text);
  // What was said stands before the card. Silenced, because a person holds the conversation: then the card alone says what is offered.
  await context.settled().catch(() => undefined);
  await showActionAgain(context.db, { actionId: action.id, now: context.clock() });
  return step({ role: "note", text, detail: undefined });
}
