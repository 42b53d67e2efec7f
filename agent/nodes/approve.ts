import { interrupt } from "@langchain/langgraph/web";
import { quoteOf } from "../../db/action-card.ts";
import { findAction } from "../../db/actions.ts";
import { readNeed } from "../../db/approval-need.ts";
import { step, type TurnContext } from "../context.ts";
import { phrases } from "../phrases.ts";
import { sayByCode } from "../say-by-code.ts";
import type { State, Update } from "../state.ts";
import { afterDecision } from "./after-decision.ts";

/** A member of staff decides, perhaps days later. As in `confirm`, the decision is in the action's row. */
export function approve(state: State, context: TurnContext): Promise<Update> {
  interrupt({ waitsFor: "approval", actionId: state.actionId });
  return afterDecision(context, state.actionId);
}

/** Said by `act`, whose work the wait is: this node would say it again when it is resumed. */
export async function sayThatApprovalIsNeeded(context: TurnContext, actionId: string): Promise<string> {
  const action = await findAction(context.db, { actionId });
  const isForDamage = readNeed(action?.approval ?? null)?.because.includes("damage-claim");
  const words = isForDamage ? phrases.awaitingForDamage : phrases.awaitingApproval;
  const text = words(action ? quoteOf(action).label : "This");
  sayByCode(context, text);
  return step({ role: "note", text, detail: undefined });
}
