import { ModelError } from "../../agent/model/model.ts";
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

async function once(probe: Probe, patient: Patient, said: string[]): Promise<Finding> {
  const { probeMsMax } = patient.bounds;
  const signal = AbortSignal.timeout(probeMsMax);
  try {
    return await probe.run(patient, { signal, said });
  } catch (error) {
    if (signal.aborted) return fail(`no end within ${probeMsMax} ms`);
    if (error instanceof ModelError) return fail(`${error.code}: ${error.message}`);
    throw error;
  }
}
