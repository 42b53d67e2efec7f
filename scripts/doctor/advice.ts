import type { ProbeResult } from "./probe.ts";

/** What to do, most pressing first; empty when there is nothing. Each advice once. */
export function adviceFor(results: ProbeResult[]): string[] {
  const rank = { vital: 0, care: 1, note: 2 };
  const failed = results.filter(({ result, weight }) => result === "fail" && weight !== "note");
  const own = [...failed]
    .sort((one, other) => rank[one.weight] - rank[other.weight])
    .map(({ advice }) => advice);
  const wantsOther = own.some((advice) => /larger model|smaller model|larger Qwen|MODEL_NAME/.test(advice));
  return [...new Set([...own, ...(wantsOther ? modelTable : [])])];
}

/** Which model for which machine. From the models' cards and Ollama's library; none of them was measured by this project. */
export const modelTable = [
  "On a laptop without a GPU: qwen3.5:4b or qwen3:4b-instruct-2507, MODEL_CONTEXT_TOKENS=8192, MODEL_CALLS_MAX=1.",
  "With 8 to 12 GB on a GPU: qwen3.5:9b, or qwen3:8b for several answers at once; MODEL_CONTEXT_TOKENS=16384.",
  "With 24 GB: qwen3.6:27b, or qwen3:30b-a3b-instruct-2507; MODEL_CONTEXT_TOKENS=32768.",
];
