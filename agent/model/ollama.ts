import { randomUUID } from "node:crypto";
import { Ollama } from "ollama";
import * as z from "zod";
import * as limits from "../limits.ts";
import { modelAgent } from "./bounded-call.ts";
import { type Model, type ModelChunk, ModelError, type ModelUsage } from "./model.ts";
import { complete } from "./model-settings.ts";
import { type Line, textOnly } from "./ndjson.ts";
import { errorFromThrown } from "./ollama-errors.ts";
import { boundedCall } from "./ollama-fetch.ts";
import { healthOf } from "./ollama-probe.ts";
import { type OllamaSettings, ollamaChat } from "./ollama-request.ts";
import { splitThinking } from "./split-thinking.ts";

/** Ollama's native chat, streamed. One call, one connection; nothing is kept between calls but the pool. */
export function ollamaModel(settings: OllamaSettings): Model {
  const agent = modelAgent({ connectMsMax: limits.modelHealthMsMax });
  const bounds = complete(settings);
  return {
    name: settings.name,
    provider: "ollama",
    health: () => healthOf(settings),
    async *stream(request, { signal }) {
      signal.throwIfAborted();
      const startedMs = performance.now();
      const call = boundedCall(agent, signal, bounds);
      try {
        const client = new Ollama({ host: settings.host, fetch: call.fetch });
        await client.chat(ollamaChat(settings, request));
        const chunksOf = lineReader(startedMs);
        for await (const lines of call.lines()) {
          for (const line of lines) {
            const chunks = chunksOf(line);
            for (const chunk of chunks) {
              call.signal.throwIfAborted();
              yield chunk;
            }
            if (chunks.at(-1)?.type === "done") return;
          }
        }
        throw new ModelError("cut", "The stream ended without its last line");
      } catch (error) {
        throw call.signal.aborted ? call.signal.reason : errorFromThrown(error);
      } finally {
        call.end();
      }
    },
  };
}

/** The lines of one stream as the port's chunks. Tool calls may come on any line, the last one included. */
function lineReader(startedMs: number): (line: Line) => ModelChunk[] {
  const thinking = splitThinking();
  const seen = new Set<string>();
  let firstChunkMs: number | undefined;

  return (line) => {
    firstChunkMs ??= sinceMs(startedMs);
    // Nearly every line, and its shape is looked at already.
    const text = textOnly(line);
    if (text !== null) return thinking.add(text);
    const chunks: ModelChunk[] = [];
    const { message, ...rest } = parsed(line);
    if (message?.thinking) chunks.push({ type: "thinking", delta: message.thinking });
    if (message?.content) chunks.push(...thinking.add(message.content));
    for (const call of message?.tool_calls ?? []) {
      if (call.id && seen.has(call.id)) continue;
      if (call.id) seen.add(call.id);
      chunks.push({ type: "tool-call", call: toolCall(call.function) });
    }
    if (rest.done) {
      const usage = usageOf(rest, firstChunkMs, sinceMs(startedMs));
      chunks.push(...thinking.end(), { type: "done", usage });
    }
    return chunks;
  };
}

function parsed(line: Line): z.output<typeof chatLine> {
  const { success, data, error } = chatLine.safeParse(line);
  if (success) return data;
  throw new ModelError("malformed", "Ollama sent a line of another shape than a chat's", { cause: error });
}

/** Our own id: Ollama pairs results by order and name, older servers send none, and none is promised to be unique. */
const toolCall = ({ name, arguments: given }: { name: string; arguments?: unknown }) => ({
  id: `call_${randomUUID()}`,
  name,
  argumentsJson: typeof given === "string" ? given : JSON.stringify(given ?? {}),
});

const usageOf = (line: z.output<typeof chatLine>, firstChunkMs: number, totalMs: number): ModelUsage => ({
  promptTokens: line.prompt_eval_count ?? 0,
  replyTokens: line.eval_count ?? 0,
  firstChunkMs,
  totalMs,
  ...(line.load_duration != null && { loadMs: toMs(line.load_duration) }),
  ...(line.prompt_eval_duration != null && { promptMs: toMs(line.prompt_eval_duration) }),
  ...(line.eval_duration != null && { replyMs: toMs(line.eval_duration) }),
  ...(line.done_reason === "length" && { lengthReached: true }),
});

const sinceMs = (startedMs: number): number => Math.round(performance.now() - startedMs);

const toMs = (nanoseconds: number): number => Math.round(nanoseconds / 1e6);

/** What is read of a line; the rest is left out. Counts are missing when all of a prompt was cached. */
const chatLine = z.object({
  message: z
    .object({
      content: z.string().nullish(),
      thinking: z.string().nullish(),
      tool_calls: z
        .array(
          z.object({
            id: z.string().nullish(),
            function: z.object({ name: z.string(), arguments: z.unknown() }),
          }),
        )
        .nullish(),
    })
    .nullish(),
  done: z.boolean().default(false),
  done_reason: z.string().nullish(),
  prompt_eval_count: z.number().int().nonnegative().nullish(),
  eval_count: z.number().int().nonnegative().nullish(),
  load_duration: z.number().nonnegative().nullish(),
  prompt_eval_duration: z.number().nonnegative().nullish(),
  eval_duration: z.number().nonnegative().nullish(),
});
