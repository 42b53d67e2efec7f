import { step, type TurnContext } from "../context.ts";
import { sayByCode } from "../say-by-code.ts";
import type { State, Update } from "../state.ts";

/** Ends the turn with words. A model's are shown already; code's are said here, and stand in the history as a fact. */
export function reply(state: State, context: TurnContext): Update {
  if (!state.say) return { next: "end" };
  sayByCode(context, state.say);
  return { next: "end", steps: [step({ role: "note", text: state.say, detail: undefined })], say: null };
}
