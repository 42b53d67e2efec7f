import { type Message, recentMessages } from "../db/conversations.ts";
import type { TurnMessage } from "../db/turns.ts";
import type { TurnContext } from "./context.ts";
import { thinkingIn } from "./kept-thinking.ts";
import { historyMessagesMax, historyTokensMax } from "./limits.ts";
import { compacted } from "./model/compact.ts";
import { memo } from "./model/memo.ts";
import type { Known, ModelMessage, ModelRequest } from "./model/model.ts";

/**
 * What was said up to this turn's question, then this turn's own steps: what the model answers. Long conversations begin in brief. With
 * each question stands what was known when it was first put to a model, kept with the turn's first answer; with this
 * turn's, before there is an answer, `known`.
 */
export async function history(context: TurnContext, steps: string[], known: Known): Promise<ModelMessage[]> {
  const { turn, question } = context;
  const rows = await past(context);
  const added = steps.map((json) => JSON.parse(json) as TurnMessage);
  const now = added.flatMap(({ detail }) => knownWith(turn.id, detail)).at(0)?.[1] ?? known;
  const messages = rows.map(({ seq, message }) =>
    seq === question.seq && message.role === "guest" ? { ...message, known: now } : message,
  );
  return compacted(withoutOrphans([...messages, ...added.map(fromStep)]), { tokensMax: historyTokensMax });
}

/**
 * What was said up to and with this turn's question: the same in each of the turn's calls, so it is read once. The messages are the same
 * objects in each call, too, by which others (`claims/evidence.ts`) know what they have read already.
 */
const past = memo(async ({ db, turn, question }: TurnContext) => {
  const rows = await recentMessages(db, {
    conversationId: turn.conversationId,
    upTo: question.seq,
    limit: historyMessagesMax,
  });
  const parsed = rows.map((row) => ({ row, detail: detailOf(row) }));
  const knownIn = new Map(parsed.flatMap(({ row, detail }) => knownWith(row.turnId, detail)));
  return parsed.map(({ row, detail }) => {
    const known = row.turnId && row.seq !== question.seq ? knownIn.get(row.turnId) : undefined;
    return { seq: row.seq, message: fromRow(row, detail, known) };
  });
});

/** For the detail of a turn's first answer: what the question was answered with. Nothing when a step has it already. */
export const knownFirst = (steps: string[], { now, bookings, passages }: ModelRequest): { known?: Known } =>
  steps.some((json) => knownWith("", (JSON.parse(json) as TurnMessage).detail).length > 0)
    ? {}
    : { known: { now, bookings, passages } };

function knownWith(turnId: string | null, detail: unknown): [string, Known][] {
  const { known } = (detail ?? {}) as { known?: Known };
  return turnId !== null && known ? [[turnId, known]] : [];
}

const detailOf = (row: Message): unknown => (row.detail === null ? undefined : JSON.parse(row.detail));

function fromRow(row: Message, detail: unknown, known: Known | undefined): ModelMessage {
  if (row.role === "guest") return { role: row.role, text: row.text, ...(known && { known }) };
  if (row.role === "staff") return { role: row.role, text: row.text };
  return fromStep({ role: row.role, text: row.text, detail });
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
