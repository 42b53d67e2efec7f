import { createHash } from "node:crypto";
import { setImmediate as nextTick } from "node:timers/promises";
import type { Model, ModelChunk, ModelRequest } from "./model.ts";
import { type Decision, decide } from "./offline/decide.ts";

/** A rough measure, for accounts that are kept per call: this model has no tokens. */
const charsPerToken = 4;

/**
 * No language model at all: what an utterance means is found by likeness to the examples the tools declare, answers are quoted from the
 * help centre or rendered by tools. Deterministic and stateless. It is the default on a machine without a model server, and what still
 * serves guests when the model server is down. Never fails; throws only the signal's reason.
 */
export function offlineModel(): Model {
  return {
    name: "offline",
    provider: "offline",
    stream,
    health: async () => ({ ok: true, detail: "no language model: matching by examples" }),
  };
}

async function* stream(
  request: ModelRequest,
  { signal }: { signal: AbortSignal },
): AsyncGenerator<ModelChunk> {
  signal.throwIfAborted();
  const startedAt = performance.now();
  const chunks = chunksOf(decide(request), request);
  const firstChunkMs = performance.now() - startedAt;
  for (const chunk of chunks) {
    yield chunk;
    // A turn of the event loop, so that an abort between two words is seen before the next one.
    await nextTick();
    signal.throwIfAborted();
  }
  const reply = chunks.map((chunk) => (chunk.type === "text" ? chunk.delta : JSON.stringify(chunk))).join("");
  yield {
    type: "done",
    usage: {
      promptTokens: tokensIn(promptOf(request)),
      replyTokens: tokensIn(reply),
      firstChunkMs,
      totalMs: performance.now() - startedAt,
    },
  };
}

function chunksOf(decision: Decision, request: ModelRequest): ModelChunk[] {
  if ("text" in decision) return wordsOf(decision.text);
  const id = callId(request);
  const calls = [decision.input, ...(decision.more ?? [])].map((input, at) => ({
    id: at === 0 ? id : `${id}-${at}`,
    name: decision.tool,
    argumentsJson: JSON.stringify(input),
  }));
  return [...wordsOf(decision.say ?? ""), ...calls.map((call) => ({ type: "tool-call" as const, call }))];
}

/** Word by word, as a model speaks: each with the white space after it. */
const wordsOf = (text: string): ModelChunk[] =>
  (text.match(/\s*\S+\s*/g) ?? []).map((delta) => ({ type: "text", delta }));

/** The same for the same transcript, another for every other one. */
const callId = ({ messages }: ModelRequest): string =>
  `off-${createHash("sha256").update(JSON.stringify(messages)).digest("hex").slice(0, 12)}`;

const promptOf = ({ policy, messages, passages }: ModelRequest): string =>
  [policy, ...messages.map(({ text }) => text), ...passages.map(({ text }) => text)].join("\n");

const tokensIn = (text: string): number => Math.ceil(text.length / charsPerToken);
