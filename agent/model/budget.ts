import * as limits from "../limits.ts";
import { compacted } from "./compact.ts";
import { type Model, ModelError, type ModelMessage, type ModelRequest } from "./model.ts";
import { complete, type ModelSettings } from "./model-settings.ts";
import { passing } from "./passing.ts";
import { renderPrompt } from "./prompt.ts";
import { promptTokens, tokensIn, toolTokens } from "./token-estimate.ts";
import { tokenRatio } from "./token-ratio.ts";

/** Tokens of one call, by part. `reply` is kept free; the others are what a request takes, by estimate. */
export interface Budget {
  policy: number;
  tools: number;
  history: number;
  passages: number;
  reply: number;
}

export type BudgetSettings = Pick<ModelSettings, "contextTokens" | "replyTokensMax" | "think">;

/**
 * A model that is never sent more than its context holds beside a reply. A request that is too long is sent shorter: first older turns
 * go in brief, in halving steps; then passages, those of earlier questions first and the weakest first; then the brief; at last
 * the turn's own results and answers are cut. Policy and tools are never touched, nor the guest's question. What still does not fit is a
 * `ModelError` that says what to set. The estimate is corrected by what the model's server counts.
 */
export function withinBudget(model: Model, settings: BudgetSettings): Model {
  const ratio = tokenRatio();
  return {
    ...model,
    stream: (request, options) =>
      passing(() => {
        const fits = fitted(request, { ...settings, ratio: ratio.value });
        return {
          from: model.stream(fits, options),
          onItem(chunk) {
            if (chunk.type === "done")
              ratio.learn(promptTokens(renderPrompt(fits)), chunk.usage.promptTokens);
          },
        };
      }),
  };
}

/** The request, or a shorter one that fits. Throws a `ModelError` when none does. */
export function fitted(request: ModelRequest, settings: BudgetSettings & { ratio?: number }): ModelRequest {
  const { contextTokens, replyTokensMax } = complete({ name: "", ...settings });
  const { ratio = 1 } = settings;
  const fits = (candidate: ModelRequest): boolean =>
    promptTokens(renderPrompt(candidate)) * ratio + replyTokensMax <= contextTokens;
  for (const candidate of shorterAndShorter(request)) if (fits(candidate)) return candidate;
  const { policy, tools } = budgetOf(request, replyTokensMax);
  const unchanging = Math.ceil((policy + tools) * ratio);
  const what =
    unchanging + replyTokensMax > contextTokens
      ? `policy and tools take about ${unchanging}`
      : "the question is too long";
  throw new ModelError(
    "refused",
    `A context of ${contextTokens} tokens is too small: ${what}, a reply up to ${replyTokensMax}. Ask for a larger one (MODEL_CONTEXT_TOKENS).`,
  );
}

/** What a request takes, by part and estimate. */
export function budgetOf(request: ModelRequest, replyTokensMax = limits.replyTokensMax): Budget {
  const prompt = renderPrompt(request);
  const [system] = prompt.messages;
  const policy = tokensIn(system?.content ?? "");
  const tools = toolTokens(prompt);
  const whole = promptTokens(prompt);
  const passages = whole - promptTokens(renderPrompt(withPassages(request, { earlier: 0, now: 0 })));
  return { policy, tools, history: whole - policy - tools - passages, passages, reply: replyTokensMax };
}

/** What is dropped, in this order; each step on top of the ones before. */
function* shorterAndShorter(request: ModelRequest): Generator<ModelRequest> {
  yield request;
  let shorter = request;
  for (const tokensMax of [1 / 2, 1 / 4, 1 / 8, 0].map((share) => limits.historyTokensMax * share)) {
    shorter = { ...request, messages: compacted(request.messages, { tokensMax }) };
    yield shorter;
  }
  const whole = shorter;
  for (let now = limits.passagesMax; now >= 0; now--) {
    shorter = withPassages(whole, { earlier: 0, now });
    yield shorter;
  }
  shorter = { ...shorter, messages: shorter.messages.filter(({ role }) => role !== "earlier") };
  yield shorter;
  for (const charsMax of [3_000, 1_500, 600, 200])
    yield { ...shorter, messages: shorter.messages.map(cutTo(charsMax)) };
}

/** At most so many passages with the newest question, and with each earlier one. */
function withPassages(request: ModelRequest, most: { earlier: number; now: number }): ModelRequest {
  const newest = request.messages.findLastIndex(({ role }) => role === "guest");
  return {
    ...request,
    passages: request.passages.slice(0, most.now),
    messages: request.messages.map((message, index) => {
      if (message.role !== "guest" || !message.known) return message;
      const passages = message.known.passages.slice(0, index === newest ? most.now : most.earlier);
      return { ...message, known: { ...message.known, passages } };
    }),
  };
}

const cutTo =
  (charsMax: number) =>
  (message: ModelMessage): ModelMessage =>
    message.role === "guest" || message.role === "earlier" || message.text.length <= charsMax
      ? message
      : { ...message, text: `${message.text.slice(0, charsMax)} … (cut: there is no room for more)` };
