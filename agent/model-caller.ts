import type { TurnContext } from "./context.ts";
import type { Caller, Model } from "./model/model.ts";

/** The turn as one that asks a model: while it waits for a place, its guest is told where she stands. */
export function callerOf({ turn, emit }: Pick<TurnContext, "turn" | "emit">): Caller {
  return {
    conversationId: turn.conversationId,
    onPlace: (position) =>
      emit(
        position > 0 ? { type: "status", kind: "queued", position } : { type: "status", kind: "thinking" },
      ),
  };
}

/** The turns whose guests know it. A running turn has one context. */
const told = new WeakSet<TurnContext>();

/** Says, once a leg, that another model than the configured one answers: less well, and the guest should know. */
export function tellDegraded(context: TurnContext): void {
  if (told.has(context)) return;
  told.add(context);
  context.emit({ type: "status", kind: "degraded" });
}

const lastAnswers = new WeakMap<TurnContext, string>();

/** Notes which model the words and calls of this leg are from. */
export function noteAnswer(context: TurnContext, { name }: Model): void {
  lastAnswers.set(context, name);
}

/** The model that answered last in this leg. In a leg that has asked none (it goes on after a decision, or a crash): the configured one. */
export const answeredBy = (context: TurnContext): string =>
  lastAnswers.get(context) ?? context.models[0]?.name ?? "none";
