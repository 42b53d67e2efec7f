import { randomUUID } from "node:crypto";
import { type Model, type ModelChunk, ModelError, type ModelRequest } from "../model.ts";
import { answerFormat, formatInWords, readAnswer } from "./answer-format.ts";
import { type Asked, Attempt, type Ending } from "./attempt.ts";
import type { RepairCounters, Rung } from "./counters.ts";
import { fitCall } from "./fit-call.ts";

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
    stream(request, options) {
      const reached = (rung: Rung) => {
        repairs.counters[rung]++;
        const { conversationId } = options.caller ?? {};
        repairs.onRepair(rung, { model: model.name, ...(conversationId && { conversationId }) });
      };
      const asked = { request, options, reached };
      return followed(
        () => new Attempt(model, asked),
        (ending) => (ending === "fine" ? null : askOnceMore(model, asked, ending)),
      );
    },
  };
}

/** The chunks of an attempt, and then those that `more` makes of its ending. */
function followed(
  begin: () => Attempt,
  more: (ending: Ending) => AsyncIterator<ModelChunk> | null,
): AsyncIterable<ModelChunk> {
  return {
    [Symbol.asyncIterator]() {
      const attempt = begin();
      let next: AsyncIterator<ModelChunk> | null = null;
      return {
        async next() {
          if (next) return next.next();
          const result = await attempt.next();
          if (result.done) next = more(result.value);
          return next ? next.next() : result;
        },
        return: async () => (next ?? attempt).return?.() ?? { done: true, value: undefined },
      };
    },
  };
}

async function* askOnceMore(
  model: Model,
  asked: Asked,
  why: Exclude<Ending, "fine">,
): AsyncGenerator<ModelChunk> {
  asked.reached(why);
  if (why === "unreadable") return yield* askForJson(model, asked);
  const again = new Attempt(model, { ...asked, request: askedAgain(asked.request, why) });
  const ending = yield* { [Symbol.asyncIterator]: () => again };
  if (ending === "fine" || ending === "swallowed") return;
  throw new ModelError("malformed", `${model.name}: ${ending}, and asking once more did not help`);
}

/** Never the same prompt again: the same parser would fail on it in the same way. */
async function* askForJson(
  model: Model,
  { request, options, reached }: Asked,
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
