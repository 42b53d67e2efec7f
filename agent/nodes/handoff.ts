import { escalate } from "../../db/escalations.ts";
import { step, type TurnContext } from "../context.ts";
import { handoffPromise } from "../promise.ts";
import { sayByCode } from "../say-by-code.ts";
import type { State, Update } from "../state.ts";
import { handoffNote, summariseFor } from "../summarise.ts";

/** Gives the conversation to people, and tells the guest honestly where she stands. Running twice escalates once. */
export async function handoff(state: State, context: TurnContext): Promise<Update> {
  if (state.say) sayByCode(context, state.say);
  await context.settled();
  const { db, turn, clock } = context;
  const now = clock();
  await escalate(db, {
    id: `esc_${turn.id}`,
    conversationId: turn.conversationId,
    turnId: turn.id,
    reason: state.handoffReason ?? "The guest asked for a person.",
    summary: await summariseFor(db, { conversationId: turn.conversationId, guestName: context.guest.name }),
    promise: handoffPromise(now),
    now,
  });
  return {
    next: "end",
    say: null,
    handoffReason: state.handoffReason ?? "",
    steps: [step({ role: "note", text: handoffNote, detail: undefined })],
  };
}
