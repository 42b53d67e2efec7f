import * as z from "zod";
import { guestWordsIn } from "../../prompt-data.ts";
import type { Piece, ScriptedCall, Shown } from "../script.ts";
import type { Wire } from "./play.ts";

/** What is read of a body of `/api/chat`. */
export const ollamaChatBody = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string().default("") })).default([]),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).default([]),
  truncate: z.boolean().default(true),
  options: z.object({ num_ctx: z.number().optional() }).default({}),
});
export type OllamaChatBody = z.output<typeof ollamaChatBody>;

export function shownInOllama({ messages, tools }: OllamaChatBody): Omit<Shown, "callIndex"> {
  const last = messages.at(-1)?.role;
  return {
    guestText: guestWordsIn(messages.findLast((message) => message.role === "user")?.content ?? ""),
    lastRole: last === "tool" ? "tool" : last === "user" ? "guest" : "other",
    tools: tools.map((tool) => tool.function.name),
  };
}

/** A prompt that a server asked not to truncate it refuses. */
export const tooLongFor = ({ messages, truncate, options }: OllamaChatBody): boolean =>
  !truncate && options.num_ctx !== undefined && charsIn(messages) / charsPerToken > options.num_ctx;

const charsIn = (messages: OllamaChatBody["messages"]): number =>
  messages.reduce((sum, message) => sum + message.content.length, 0);

/** The chat stream of Ollama's API: a JSON object a line, tool calls whole, durations in nanoseconds, the last one `done`. */
export function ollamaWire({ model, messages }: OllamaChatBody): Wire {
  let callCount = 0;
  const toolCall = ({ name, id, arguments: given }: ScriptedCall) => ({
    id: id ?? `call_${++callCount}`,
    function: { index: Math.max(0, callCount - 1), name, arguments: given },
  });
  const line = (message: object, rest: object = {}) =>
    `${JSON.stringify({ model, created_at: createdAt, message: { role: "assistant", content: "", ...message }, done: false, ...rest })}\n`;
  const promptChars = charsIn(messages);

  return {
    contentType: "application/x-ndjson",
    piece: (piece) => line(messageOf(piece, toolCall)),
    done(reply, pieceCount) {
      const calls = reply.callsOnDone ? (reply.calls ?? []).map(toolCall) : [];
      const replyTokens = reply.usage?.replyTokens ?? Math.max(1, pieceCount);
      return line(calls.length > 0 ? { tool_calls: calls } : {}, {
        done: true,
        done_reason: reply.lengthReached ? "length" : "stop",
        total_duration: (pieceCount + 2) * nanosecondsAToken,
        load_duration: nanosecondsAToken,
        prompt_eval_count: reply.usage?.promptTokens ?? Math.ceil(promptChars / charsPerToken),
        prompt_eval_duration: nanosecondsAToken,
        eval_count: replyTokens,
        eval_duration: replyTokens * nanosecondsAToken,
      });
    },
    error: (words) => `${JSON.stringify({ error: words })}\n`,
    garbage: '{"model": "half a li\n',
  };
}

const messageOf = (piece: Piece, toolCall: (call: ScriptedCall) => object): object =>
  piece.type === "thinking"
    ? { thinking: piece.delta }
    : piece.type === "text"
      ? { content: piece.delta }
      : { tool_calls: [toolCall(piece.call)] };

const createdAt = "2026-11-16T09:00:00.000000Z";
const charsPerToken = 4;
const nanosecondsAToken = 20_000_000;
