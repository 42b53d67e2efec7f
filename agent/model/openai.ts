import * as z from "zod";
import * as limits from "../limits.ts";
import { boundCall, modelAgent } from "./bounded-call.ts";
import { gatheredBytes } from "./gathered-bytes.ts";
import { joinToolCalls } from "./join-tool-calls.ts";
import { type Model, type ModelChunk, ModelError, type ModelUsage } from "./model.ts";
import { complete } from "./model-settings.ts";
import { errorFromEvent } from "./openai-errors.ts";
import { ask, keylessFailure } from "./openai-fetch.ts";
import { openAiHealth } from "./openai-probe.ts";
import { type OpenAiSettings, openAiChat } from "./openai-request.ts";
import { splitThinking } from "./split-thinking.ts";
import { sseData } from "./sse-data.ts";

/**
 * An OpenAI-compatible server, vLLM or SGLang, streamed. One call, one connection; closing it is what frees the server. Not for
 * Ollama's own `/v1`, which ignores the context window and overrides the temperature.
 */
export function openAiModel(settings: OpenAiSettings): Model {
  const agent = modelAgent({ connectMsMax: limits.modelHealthMsMax });
  const bounds = complete(settings);
  return {
    name: settings.name,
    provider: "openai",
    health: () => openAiHealth(settings),
    async *stream(request, { signal }) {
      signal.throwIfAborted();
      const startedMs = performance.now();
      const call = boundCall(signal, bounds);
      try {
        const body = openAiChat(settings, request);
        const answer = await ask(settings, { path: "/chat/completions", body, agent, signal: call.signal });
        const chunksOf = eventReader(call.watch.onLine, startedMs);
        for await (const events of sseData(gatheredBytes(answer), call.watch)) {
          for (const chunk of withTextJoined(events, chunksOf)) {
            call.signal.throwIfAborted();
            yield chunk;
            if (chunk.type === "done") return;
          }
        }
        throw new ModelError("cut", "The stream ended without [DONE]");
      } catch (error) {
        throw call.signal.aborted ? call.signal.reason : keylessFailure(error, settings.apiKey);
      } finally {
        call.end();
      }
    },
  };
}

/** The chunks of events that came together: what is behind costs by the chunk. What stands before an event that fails is handed over first. */
function* withTextJoined(events: string[], chunksOf: (data: string) => ModelChunk[]): Generator<ModelChunk> {
  let delta = "";
  try {
    for (const event of events) {
      for (const chunk of chunksOf(event)) {
        if (chunk.type === "text") delta += chunk.delta;
        else {
          if (delta !== "") yield { type: "text", delta };
          delta = "";
          yield chunk;
        }
      }
    }
  } catch (error) {
    if (delta !== "") yield { type: "text", delta };
    throw error;
  }
  if (delta !== "") yield { type: "text", delta };
}

/**
 * The events of one stream as the port's chunks. Tool calls are whole at the end and not before. The end is `[DONE]` after a
 * finish reason: a proxy that loses the server ends the stream as quietly as a server that has finished.
 */
function eventReader(onToken: () => void, startedMs: number): (data: string) => ModelChunk[] {
  const thinking = splitThinking();
  const calls = joinToolCalls();
  let firstChunkMs: number | undefined;
  let finish: string | null = null;
  let usage: z.output<typeof chatEvent>["usage"];

  const end = (): ModelChunk[] => {
    if (finish === null || finish === "abort")
      throw new ModelError("cut", "The stream ended without a reason");
    const totalMs = sinceMs(startedMs);
    return [
      ...thinking.end(),
      ...calls.whole().map((call) => ({ type: "tool-call" as const, call })),
      { type: "done", usage: usageOf(usage, finish, firstChunkMs ?? totalMs, totalMs) },
    ];
  };

  return (data) => {
    if (data.trim() === "[DONE]") return end();
    const event = parsed(data);
    usage = event.usage ?? usage;
    const choice = event.choices[0];
    if (!choice) return [];
    const { content, reasoning_content, reasoning, tool_calls } = choice.delta ?? {};
    const reasoned = reasoning_content || reasoning;
    finish = choice.finish_reason ?? finish;
    // The first event as a rule holds a role and nothing else: it is no token.
    if (content || reasoned || tool_calls || finish) {
      firstChunkMs ??= sinceMs(startedMs);
      onToken();
    }
    for (const delta of tool_calls ?? []) calls.add(delta);
    return [
      ...(reasoned ? [{ type: "thinking" as const, delta: reasoned }] : []),
      ...(content ? thinking.add(content) : []),
    ];
  };
}

function parsed(data: string): z.output<typeof chatEvent> {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (error) {
    throw new ModelError("malformed", "The model server sent an event that is not JSON", { cause: error });
  }
  const event = chatEvent.safeParse(value);
  if (event.success) return event.data;
  const malformed = "The model server sent an event of another shape than a chat's";
  throw errorFromEvent(value) ?? new ModelError("malformed", malformed);
}

const usageOf = (
  usage: z.output<typeof chatEvent>["usage"],
  finish: string,
  firstChunkMs: number,
  totalMs: number,
): ModelUsage => ({
  promptTokens: usage?.prompt_tokens ?? 0,
  replyTokens: usage?.completion_tokens ?? 0,
  firstChunkMs,
  totalMs,
  ...(finish === "length" && { lengthReached: true }),
});

const sinceMs = (startedMs: number): number => Math.round(performance.now() - startedMs);

/** What is read of an event. vLLM has called reasoning by both names; the usage comes last, in an event without choices. */
const chatEvent = z.object({
  choices: z.array(
    z.object({
      delta: z
        .object({
          content: z.string().nullish(),
          reasoning_content: z.string().nullish(),
          reasoning: z.string().nullish(),
          tool_calls: z
            .array(
              z.object({
                index: z.number().int().nonnegative().nullish(),
                id: z.string().nullish(),
                function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
              }),
            )
            .nullish(),
        })
        .nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: z
    .object({
      prompt_tokens: z.number().int().nonnegative().nullish(),
      completion_tokens: z.number().int().nonnegative().nullish(),
    })
    .nullish(),
});
