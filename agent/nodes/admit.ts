import { decideAction, findActionDecidedBy, listOpenActions } from "../../db/actions.ts";
import { recentMessages } from "../../db/conversations.ts";
import type { TurnContext } from "../context.ts";
import { phrases } from "../phrases.ts";
import type { State, Update } from "../state.ts";
import { typedDecision } from "../typed-decision.ts";

/** Does the agent own this conversation, and is this message the answer to the one open card? */
export async function admit(_state: State, context: TurnContext): Promise<Update> {
  if (context.conversation.owner !== "agent") return { next: "end" };
  const decided = await decideByWords(context);
  if (!decided) return { next: "recall" };
  if (decided.state === "declined") return { next: "reply", actionId: decided.id, say: phrases.declined };
  return { next: "act", actionId: decided.id };
}

/** A typed yes or no counts when exactly one card is open. Found again, not decided again, when this node runs twice. */
async function decideByWords(context: TurnContext) {
  const { db, turn, guest, question, clock } = context;
  const earlier = await findActionDecidedBy(db, { turnId: turn.id });
  if (earlier) return earlier;
  const decision = typedDecision(question.text);
  if (!decision) return null;
  const now = clock();
  const open = await listOpenActions(db, { conversationId: turn.conversationId, now });
  const [only, ...others] = open;
  if (!only || others.length > 0 || !(await standsBehindCard(context, only.turnId))) return null;
  await context.settled();
  const outcome = await decideAction(db, {
    confirmationId: only.id,
    conversationId: turn.conversationId,
    guestId: guest.id,
    decision,
    byTurnId: turn.id,
    now,
  });
  return outcome.kind === "decided" ? outcome.action : null;
}

/**
 * A yes is one to the card when it stands directly behind it: what was said last, by anybody, is what the card's turn said. A yes that
 * was sent before the card was there, or after somebody has said something else, may mean anything.
 */
async function standsBehindCard({ db, turn, question }: TurnContext, cardTurnId: string): Promise<boolean> {
  const upTo = question.seq - 1;
  const [last] = await recentMessages(db, { conversationId: turn.conversationId, upTo, limit: 1 });
  return last !== undefined && last.role !== "guest" && last.turnId === cardTurnId;
}
