import { adviceFor } from "./advice.ts";
import type { ProbeResult } from "./probe.ts";
import { probes } from "./probes.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

const titleWidth = Math.max(...probes.map(({ title }) => title.length));

/** One line of the table, printed as the probe ends. */
export const row = ({ result, weight, title, detail, ms }: ProbeResult): string =>
  `${result.padEnd(8)}  ${weight.padEnd(5)}  ${title.padEnd(titleWidth)}  ${String(ms).padStart(6)} ms  ${detail}`;

export function conclusion(results: ProbeResult[], modelName: string): string {
  const count = (result: ProbeResult["result"]) => results.filter((one) => one.result === result).length;
  const counts = `${count("pass")} passed, ${count("repaired")} repaired, ${count("fail")} failed, ${count("skip")} skipped`;
  const advice = adviceFor(results);
  return [
    `${counts}.`,
    `Verdict: ${modelName} is ${verdictOf(results).toUpperCase()}.`,
    ...(advice.length > 0 ? ["", "What to do:", ...advice.map((line) => `  - ${line}`)] : []),
  ].join("\n");
}

export interface Report {
  model: string;
  provider: string;
  contextTokens: number;
  /** ISO 8601, UTC. */
  examinedAt: string;
  verdict: Verdict;
  advice: string[];
  probes: Omit<ProbeResult, "advice">[];
}

export const asJson = (
  results: ProbeResult[],
  about: Pick<Report, "model" | "provider" | "contextTokens" | "examinedAt">,
): Report => ({
  ...about,
  verdict: verdictOf(results),
  advice: adviceFor(results),
  probes: results.map(({ advice: _, ...result }) => result),
});
