import { catalogue, toToolSpec } from "../../tools/catalogue.ts";
import { builtInPolicy } from "../built-in-policy.ts";
import { contextTokensAdvised, fixedPromptTokens, whyTooSmall } from "./prompt-size.ts";

/** By estimate. A laptop's window is 8,192: a reply, a question with its passages and some history must fit beside it. */
const fixedTokensMax = 5_200;
const laptopContextTokens = 8_192;

const fixed = { policy: builtInPolicy(), tools: catalogue.map(toToolSpec) };

test("policy and all tools leave room for a conversation in the window of a laptop", () => {
  expect(fixedPromptTokens(fixed)).toBeLessThan(fixedTokensMax);
  expect(whyTooSmall(fixed, { contextTokens: laptopContextTokens })).toBeNull();
  expect(contextTokensAdvised(fixed)).toBe(laptopContextTokens);
});

test("a window that is too small is refused in words that say what takes how much", () => {
  expect(whyTooSmall(fixed, { contextTokens: 4_096 })).toContain(
    `policy and tools take about ${fixedPromptTokens(fixed)}`,
  );
});

test("how a booking reference is come by is told once, in the policy, and not by each tool", () => {
  const told = /make up no reference|make (it|one) up|made up/i;
  expect(fixed.policy).toMatch(told);
  for (const { name, inputSchema, description } of fixed.tools)
    expect(`${name} ${description} ${JSON.stringify(inputSchema)}`).not.toMatch(told);
});
