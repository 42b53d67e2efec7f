import type { ToolSpec } from "../../tools/tool.ts";
import type { ModelRequest } from "./model.ts";
import { complete, type ModelSettings } from "./model-settings.ts";
import { renderPrompt } from "./prompt.ts";
import { promptTokens } from "./token-estimate.ts";

/** What every prompt begins with: the policy, how to read the rest, and the tools. */
export interface FixedPrompt {
  policy: string;
  tools: ToolSpec[];
}

/**
 * Why a context window is too small to serve with, in the operator's words; null when it will do. What never changes is rendered as
 * it is sent; beside it a reply must fit, and room for a question with its passages. An estimate, on the safe side: only the
 * model's own tokenizer knows.
 */
export function whyTooSmall(
  fixed: FixedPrompt,
  settings: Pick<ModelSettings, "contextTokens" | "replyTokensMax" | "think">,
): string | null {
  const { contextTokens, replyTokensMax } = complete({ name: "", ...settings });
  const prompt = fixedPromptTokens(fixed);
  const needed = prompt + replyTokensMax + questionTokensMin;
  if (contextTokens >= needed) return null;
  return (
    `A context of ${contextTokens} tokens is too small: policy and tools take about ${prompt}, ` +
    `a reply up to ${replyTokensMax}, a question with its passages about ${questionTokensMin}.`
  );
}

/** The next window of a usual size that will do. */
export function contextTokensAdvised(
  fixed: FixedPrompt,
  settings: Pick<ModelSettings, "think"> = {},
): number {
  const fits = (contextTokens: number) => whyTooSmall(fixed, { ...settings, contextTokens }) === null;
  return usualSizes.find(fits) ?? usualSizes.at(-1)!;
}

export const fixedPromptTokens = (fixed: FixedPrompt): number =>
  promptTokens(renderPrompt(fixedRequest(fixed)));

/** A request that says nothing but what every request begins with. */
export const fixedRequest = ({ policy, tools }: FixedPrompt): ModelRequest => ({
  policy,
  tools,
  messages: [],
  guest: { name: "", language: "" },
  bookings: [],
  passages: [],
  now: 0,
});

/** A guest's message, her bookings in brief and four passages. */
const questionTokensMin = 1_500;
const usualSizes = [4_096, 8_192, 16_384, 32_768, 65_536];
