import * as z from "zod";
import { guestWordsIn } from "../../prompt-data.ts";
import type { Piece, ScriptedCall, ScriptedReply, Shown } from "../script.ts";
import type { Wire } from "./play.ts";

/** What is read of a body of `/v1/chat/completions`. */
export const openAiChatBody = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string().nullish() })).default([]),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).default([]),
  stream_options: z.object({ include_usage: z.boolean().default(false) }).nullish(),
});
export type OpenAiChatBody = z.output<typeof openAiChatBody>;

export function shownInOpenAi({ messages, tools }: OpenAiChatBody): Omit<Shown, "callIndex"> {
  const last = messages.at(-1)?.role;
  return {
    guestText: guestWordsIn(messages.findLast((message) => message.role === "user")?.content ?? ""),
    lastRole: last === "tool" ? "tool" : last === "user" ? "guest" : "other",
    tools: tools.map((tool) => tool.function.name),
  };
}

/**
 * The chat stream of OpenAI's API as vLLM and SGLang write it: a role first, then deltas; a tool call's name first and its
 * arguments in pieces after it; a finish reason, the usage in an event without choices, `[DONE]`.
 */
export function openAiWire({ model, messages, stream_options }: OpenAiChatBody): Wire {
  let callCount = 0;
  let begun = false;
  const event = (rest: object) =>
    `data: ${JSON.stringify({ id: "chatcmpl-1", object: "chat.completion.chunk", created, model, ...rest })}\n\n`;
  const delta = (change: object) => {
    const role = begun ? "" : choice(event, { role: "assistant", content: "" });
    begun = true;
    return role + choice(event, change);
  };
  const callEvents = (call: ScriptedCall) =>
    callDeltas(call, callCount++)
      .map((one) => delta({ tool_calls: [one] }))
      .join("");
  const promptChars = messages.reduce((sum, message) => sum + (message.content?.length ?? 0), 0);

  return {
    contentType: "text/event-stream; charset=utf-8",
    piece: (piece) => (piece.type === "call" ? callEvents(piece.call) : delta(changeOf(piece))),
    done(reply, pieceCount) {
      const late = reply.callsOnDone ? (reply.calls ?? []).map(callEvents).join("") : "";
      const usage = {
        prompt_tokens: reply.usage?.promptTokens ?? Math.ceil(promptChars / charsPerToken),
        completion_tokens: reply.usage?.replyTokens ?? Math.max(1, pieceCount),
      };
      return [
        late,
        choice(event, {}, finishOf(reply)),
        stream_options?.include_usage ? event({ choices: [], usage }) : "",
        "data: [DONE]\n\n",
      ].join("");
    },
    error: (words) => `data: ${JSON.stringify(errorBody(words, 400))}\n\ndata: [DONE]\n\n`,
    status: (status, words) => errorBody(words, status),
    garbage: 'data: {"id": "half an eve\n\n',
  };
}

const choice = (event: (rest: object) => string, delta: object, finish: string | null = null): string =>
  event({ choices: [{ index: 0, delta, finish_reason: finish }] });

const changeOf = (piece: Exclude<Piece, { type: "call" }>): object =>
  piece.type === "thinking" ? { reasoning_content: piece.delta } : { content: piece.delta };

/** The name with the id, then the arguments in pieces of a few characters, as tokens come. */
function callDeltas({ name, id, arguments: given }: ScriptedCall, index: number): object[] {
  const text = typeof given === "string" ? given : JSON.stringify(given ?? {});
  const pieces = text.match(new RegExp(`[^]{1,${argumentPieceChars}}`, "gu")) ?? [];
  return [
    {
      index,
      id: id ?? `chatcmpl-tool-${index + 1}`,
      type: "function",
      function: { name, arguments: "" },
    },
    ...pieces.map((piece) => ({ index, function: { arguments: piece } })),
  ];
}

const finishOf = (reply: ScriptedReply): string =>
  reply.lengthReached ? "length" : (reply.calls ?? []).length > 0 ? "tool_calls" : "stop";

export const errorBody = (message: string, code: number) => ({
  error: { message, type: "BadRequestError", param: null, code },
});

const argumentPieceChars = 5;
const charsPerToken = 4;
const created = 1_794_819_600;
