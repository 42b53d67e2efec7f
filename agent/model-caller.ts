import type { TurnContext } from "./context.ts";
import type { Caller } from "./model/model.ts";

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
