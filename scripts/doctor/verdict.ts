import type { ProbeResult } from "./probe.ts";

export type Verdict = "fit" | "fit with care" | "not fit";

/**
 * The rule. Not fit: a vital probe failed, or none could be run. Fit with care: a vital probe passed only repaired, or a probe of weight
 * `care` failed. Fit: the rest. What was skipped does not count, nor do notes, nor a `care` probe that was repaired.
 */
export function verdictOf(results: Pick<ProbeResult, "weight" | "result">[]): Verdict {
  const has = (weight: ProbeResult["weight"], result: ProbeResult["result"]) =>
    results.some((one) => one.weight === weight && one.result === result);
  if (has("vital", "fail") || !(has("vital", "pass") || has("vital", "repaired"))) return "not fit";
  return has("vital", "repaired") || has("care", "fail") ? "fit with care" : "fit";
}
