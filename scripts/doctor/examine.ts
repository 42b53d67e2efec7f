import { ModelError } from "../../agent/model/model.ts";
import { type Rung, repairCounters } from "../../agent/model/repair/counters.ts";
import { withRepairs } from "../../agent/model/repair/with-repairs.ts";
import { type Finding, fail, type Patient, type Probe, type ProbeResult, repaired, skip } from "./probe.ts";

/** Runs the probes in their order, one at a time, and tells of each as it ends. Never throws for what a model or its server does. */
export async function examine(
  patient: Patient,
  probes: Probe[],
  onResult: (result: ProbeResult) => void = () => {},
): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  const said: string[] = [];
  let closedBy: string | undefined;
  for (const probe of probes) {
    const { id, title, weight, advice } = probe;
    const startedMs = performance.now();
    const finding = closedBy ? skip(`not tried: ${closedBy} failed`) : await tried(probe, patient, said);
    const ms = Math.round(performance.now() - startedMs);
    const result = { id, title, weight, advice, ...finding, ms };
    if (probe.gate && finding.result === "fail") closedBy = title;
    results.push(result);
    onResult(result);
  }
  return results;
}

async function tried(probe: Probe, patient: Patient, said: string[]): Promise<Finding> {
  if (probe.needs === "ollama" && !patient.ollama) return skip("only on Ollama");
  const first = await once(probe, patient, said);
  if (first.result !== "fail" || !probe.again) return first;
  const second = await once(probe, patient, said);
  return second.result === "fail" ? first : repaired(`at the second attempt; at the first: ${first.detail}`);
}

/** As guests are served: through the repair ladder. What passes only by it is `repaired`. */
async function once(probe: Probe, patient: Patient, said: string[]): Promise<Finding> {
  const { probeMsMax } = patient.bounds;
  const signal = AbortSignal.timeout(probeMsMax);
  const rungs = new Set<Rung>();
  const onRepair = (rung: Rung) => void rungs.add(rung);
  const model = withRepairs(patient.model, { counters: repairCounters(), onRepair });
  try {
    const finding = await probe.run({ ...patient, model }, { signal, said });
    if (finding.result !== "pass" || rungs.size === 0) return finding;
    return repaired(`mended by the ladder (${[...rungs].join(", ")}): ${finding.detail}`);
  } catch (error) {
    if (signal.aborted) return fail(`no end within ${probeMsMax} ms`);
    if (error instanceof ModelError) return fail(`${error.code}: ${error.message}`);
    throw error;
  }
}
