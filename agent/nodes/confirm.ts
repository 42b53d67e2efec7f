import { interrupt } from "@langchain/langgraph/web";
import type { TurnContext } from "../context.ts";
import type { State, Update } from "../state.ts";
import { afterDecision } from "./after-decision.ts";

/** The guest decides. Her card is in the log already; nothing before the interrupt may have an effect, because the node runs again from its top. */
export function confirm(state: State, context: TurnContext): Promise<Update> {
  interrupt({ waitsFor: "confirmation", actionId: state.actionId });
  return afterDecision(context, state.actionId);
}
