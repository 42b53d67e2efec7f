import { type Message, recentMessages } from "../db/conversations.ts";
import type { TurnMessage } from "../db/turns.ts";
import type { TurnContext } from "./context.ts";
import { thinkingIn } from "./kept-thinking.ts";
import { historyMessagesMax } from "./limits.ts";
import type { ModelMessage } from "./model/model.ts";

/** What was said up to this turn's question, then this turn's own steps: what the model answers. */
export async function history(context: TurnContext, steps: string[]): Promise<ModelMessage[]> {
  const { db, turn, question } = context;
  const before = await recentMessages(db, {
    conversationId: turn.conversationId,
    upTo: question.seq,
    limit: historyMessagesMax,
  });
  const messages = [...before.map(fromRow), ...steps.map((json) => fromStep(JSON.parse(json)))];
  return withoutOrphans(messages);
}

function fromRow(row: Message): ModelMessage {
  if (row.role === "guest" || row.role === "staff") return { role: row.role, text: row.text };
  return fromStep({
    role: row.role,
    text: row.text,
    detail: row.detail === null ? undefined : JSON.parse(row.detail),
  });
}

function fromStep({ role, text, detail }: TurnMessage): ModelMessage {
  const extra = (detail ?? {}) as Record<string, unknown>;
  if (role === "note") return { role, text };
  if (role === "agent") return { role, text, toolCalls: (extra.toolCalls ?? []) as [], ...thinkingIn(extra) };
  return {
    role,
    text,
    toolCallId: String(extra.toolCallId),
    name: String(extra.name),
    ok: extra.ok === true,
    result: extra.result,
  };
}

/** The window may begin between a tool call and its result: a result without its call confuses every chat template. */
function withoutOrphans(messages: ModelMessage[]): ModelMessage[] {
  const first = messages.findIndex((message) => message.role !== "tool");
  return first <= 0 ? messages : messages.slice(first);
}
