import type { TurnContext } from "../context.ts";
import { correctionsPerTurnMax } from "../limits.ts";
import { phrases } from "../phrases.ts";
import type { State, Update } from "../state.ts";

/**
 * The last look at an answer. Its claims were checked sentence by sentence while it streamed (`claims/`); what remains is an answer that is
 * not there. An empty bubble never reaches the guest: the model is asked once more, then a person takes over.
 */
export function check(state: State, context: TurnContext): Update {
  if (state.answer.trim() !== "") return { next: "reply" };
  context.log.warn({ turnId: context.turn.id }, "the model answered with nothing");
  if (state.corrections >= correctionsPerTurnMax) {
    return { next: "handoff", handoffReason: "The assistant found no answer.", say: phrases.cannotSay };
  }
  const correction =
    "Your last answer was empty. Answer the guest in words, or call one of the tools by its exact name.";
  return { next: "model", correction, corrections: state.corrections + 1 };
}
