import { randomUUID } from "node:crypto";
import { phrases } from "../../phrases.ts";
import { type CallOptions, type Model, type ModelChunk, ModelError, type ModelRequest } from "../model.ts";
import { answerFormat, formatInWords, readAnswer } from "./answer-format.ts";
import { CallSniffer } from "./call-sniffer.ts";
import { callsInText, type WrittenCall } from "./calls-in-text.ts";
import type { RepairCounters, Rung } from "./counters.ts";
import { fitCall } from "./fit-call.ts";
import { RepetitionWatch } from "./repetition.ts";

export interface Repairs {
  counters: RepairCounters;
  /** Told of each repair: its rung, never a guest's or a model's words. */
  onRepair(rung: Rung, about: { model: string; conversationId?: string }): void;
}

/**
 * The model, with the ladder of repairs around it. Calls are fitted to the tools and taken out of the text; what cannot be had that way is asked
 * for once more, in another way, never twice: then a `ModelError` ("malformed") says so, or the reply stays empty, and a person takes over.
 * The offline model writes no calls, so it needs none of this.
 */
export function withRepairs(model: Model, repairs: Repairs): Model {
  if (model.provider === "offline") return model;
  return {
    name: model.name,
    provider: model.provider,
    health: () => model.health(),
    async *stream(request, options) {
      const reached = (rung: Rung) => {
        repairs.counters[rung]++;
        const { conversationId } = options.caller ?? {};
        repairs.onRepair(rung, { model: model.name, ...(conversationId && { conversationId }) });
      };
      const first = yield* attempt(model, { request, options, reached });
      if (first === "fine") return;
      reached(first);
      if (first === "unreadable") return yield* askForJson(model, { request, options, reached });
      const second = yield* attempt(model, { request: askedAgain(request, first), options, reached });
      if (second === "fine" || second === "swallowed") return;
      throw new ModelError("malformed", `${model.name}: ${second}, and asking once more did not help`);
    },
  };
}

interface Attempt {
  request: ModelRequest;
  options: CallOptions;
  reached(rung: Rung): void;
}
type Ending = "fine" | "swallowed" | "unreadable" | "repetition";

/** One call of the model. `done` is passed on only when it ends well, or when nothing more will be asked. */
async function* attempt(
  model: Model,
  { request, options, reached }: Attempt,
): AsyncGenerator<ModelChunk, Ending> {
  const sniffer = new CallSniffer();
  const [textWatch, thinkingWatch] = [new RepetitionWatch(), new RepetitionWatch()];
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  let something = false;
  const fitted = (call: WrittenCall & { id: string }): ModelChunk => {
    something = true;
    const { call: good, rungs } = fitCall(call, request.tools);
    for (const rung of rungs) reached(rung);
    return { type: "tool-call", call: good };
  };
  try {
    for await (const chunk of model.stream(request, { ...options, signal })) {
      if (chunk.type === "tool-call") yield fitted(chunk.call);
      if (chunk.type === "thinking") yield chunk;
      if (chunk.type === "text") {
        const delta = sniffer.push(chunk.delta);
        if (delta.trim() !== "") something = true;
        if (delta !== "") yield { type: "text", delta };
      }
      if (
        (chunk.type === "text" && textWatch.push(chunk.delta)) ||
        (chunk.type === "thinking" && thinkingWatch.push(chunk.delta))
      ) {
        stop.abort(new Error("the model repeats itself"));
        if (something) yield { type: "text", delta: phrases.correcting };
        return "repetition";
      }
      if (chunk.type !== "done") continue;
      const { text, held } = sniffer.end();
      const written = held === "" ? [] : callsInText(held, request.tools);
      if (written === "unreadable" && !something) return "unreadable";
      const rest = written === "text" ? held : text;
      if (rest.trim() !== "") something = true;
      if (rest !== "") yield { type: "text", delta: rest };
      if (Array.isArray(written)) {
        if (written.length > 0) reached("call-in-text");
        for (const call of written) yield fitted({ ...call, id: `call_${randomUUID()}` });
      }
      if (written === "unreadable") return "unreadable";
      if (!something && chunk.usage.replyTokens > 0 && request.sampling !== "varied") return "swallowed";
      yield chunk;
      return "fine";
    }
    return "fine";
  } catch (error) {
    if (error instanceof ModelError && error.code === "malformed" && request.sampling !== "varied")
      return "unreadable";
    throw error;
  } finally {
    if (!stop.signal.aborted) stop.abort(new Error("the call has ended"));
  }
}

/** Never the same prompt again: the same parser would fail on it in the same way. */
async function* askForJson(
  model: Model,
  { request, options, reached }: Attempt,
): AsyncGenerator<ModelChunk, void> {
  const correction = [request.correction, formatInWords(request.tools)].filter(Boolean).join("\n\n");
  const again = { ...request, tools: [], format: answerFormat(request.tools), correction };
  let text = "";
  for await (const chunk of model.stream(again, options)) {
    if (chunk.type === "text") text += chunk.delta;
    if (chunk.type === "thinking") yield chunk;
    if (chunk.type !== "done") continue;
    const read = readAnswer(text);
    if (!read) throw new ModelError("malformed", `${model.name}: neither a call nor an answer, even as JSON`);
    if ("answer" in read) yield { type: "text", delta: read.answer };
    else {
      const { call, rungs } = fitCall({ id: `call_${randomUUID()}`, ...read }, request.tools);
      for (const rung of rungs) reached(rung);
      yield { type: "tool-call", call };
    }
    yield chunk;
    return;
  }
}

function askedAgain(request: ModelRequest, why: "swallowed" | "repetition"): ModelRequest {
  const names = request.tools.map((tool) => tool.name).join(", ");
  const words =
    why === "swallowed"
      ? `Your last reply had neither words nor a tool call that could be read. Answer in words, or call one of these tools by its exact name: ${names}.`
      : `Your last reply repeated itself and was stopped. Answer again, briefly, or call one of these tools: ${names}.`;
  return {
    ...request,
    sampling: "varied",
    correction: [request.correction, words].filter(Boolean).join("\n\n"),
  };
}
