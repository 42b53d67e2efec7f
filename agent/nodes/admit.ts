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
  if (!only || others.length > 0 || (await askedSomethingSince(context, only.turnId))) return null;
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

/** "Yes" to a question that the agent asked after it had shown the card is not a yes to the card. */
async function askedSomethingSince(
  { db, turn, question }: TurnContext,
  cardTurnId: string,
): Promise<boolean> {
  const before = await recentMessages(db, {
    conversationId: turn.conversationId,
    upTo: question.seq - 1,
    limit: 10,
  });
  const last = before.findLast((message) => message.role === "agent" && message.text !== "");
  return last !== undefined && last.turnId !== cardTurnId && /[?？]/.test(last.text);
}
