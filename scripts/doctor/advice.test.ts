import { readFileSync } from "node:fs";
import { builtInPolicy } from "../../agent/built-in-policy.ts";
import { whyTooSmall } from "../../agent/model/prompt-size.ts";
import { catalogue, toToolSpec } from "../../tools/catalogue.ts";
import { modelTable } from "./advice.ts";

const tags = (text: string): string[] => [...new Set(text.match(/qwen[\d.]+:[\w.-]*\w/g))].sort();

test("the README names the models that the doctor advises, and no others", () => {
  const models = /## Models\n([\s\S]*?)\n## /.exec(readFileSync("README.md", "utf8"))?.[1] ?? "";
  expect(tags(models)).toEqual(tags(modelTable.join("\n")));
});

test("every context that is advised holds policy, tools, a question and a reply", () => {
  const fixed = { policy: builtInPolicy(), tools: catalogue.map(toToolSpec) };
  const advised = [...modelTable.join("\n").matchAll(/MODEL_CONTEXT_TOKENS=(\d+)/g)].map(([, tokens]) =>
    Number(tokens),
  );
  expect(advised.length).toBe(modelTable.length);
  for (const contextTokens of advised) expect(whyTooSmall(fixed, { contextTokens })).toBeNull();
});
