import type { TurnMessage } from "../db/turns.ts";
import type { TurnContext } from "./context.ts";
import { historyTokensMax } from "./limits.ts";
import { compacted } from "./model/compact.ts";
import type { Known, ModelMessage, ModelRequest } from "./model/model.ts";
import { fromStep, knownWith, pastMessages } from "./past-messages.ts";

/**
 * What was said up to this turn's question, then this turn's own steps: what the model answers. Long conversations begin in brief. With
 * each question stands what was known when it was first put to a model, kept with the turn's first answer; with this
 * turn's, before there is an answer, `known`.
 */
export async function history(context: TurnContext, steps: string[], known: Known): Promise<ModelMessage[]> {
  const { turn, question } = context;
  const rows = await pastMessages(context);
  const added = steps.map((json) => JSON.parse(json) as TurnMessage);
  const now = added.flatMap(({ detail }) => knownWith(turn.id, detail)).at(0)?.[1] ?? known;
  const messages = rows.map(({ seq, message }) =>
    seq === question.seq && message.role === "guest" ? { ...message, known: now } : message,
  );
  return compacted(withoutOrphans([...messages, ...added.map(fromStep)]), { tokensMax: historyTokensMax });
}

/** For the detail of a turn's first answer: what the question was answered with. Nothing when a step has it already. */
export const knownFirst = (steps: string[], { now, bookings, passages }: ModelRequest): { known?: Known } =>
  steps.some((json) => knownWith("", (JSON.parse(json) as TurnMessage).detail).length > 0)
    ? {}
    : { known: { now, bookings, passages } };

/** The window may begin between a tool call and its result: a result without its call confuses every chat template. */
function withoutOrphans(messages: ModelMessage[]): ModelMessage[] {
  const first = messages.findIndex((message) => message.role !== "tool");
  return first <= 0 ? messages : messages.slice(first);
}
