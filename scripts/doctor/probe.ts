import type { Model } from "../../agent/model/model.ts";
import type { OllamaServer } from "../../agent/model/ollama-server.ts";
import type { Tool } from "../../tools/tool.ts";

/** What is examined, and by which measure. */
export interface Patient {
  model: Model;
  /** Null for a model that does not run on Ollama: the probes that need it are skipped. */
  ollama: OllamaServer | null;
  policy: string;
  tools: Tool[];
  contextTokens: number;
  replyTokensMax: number;
  /** Turns that may use the model at once (MODEL_CALLS_MAX). */
  callsMax: number;
  /** EMBED_MODEL; null when search is by words alone. */
  embedModel: string | null;
  bounds: Bounds;
}

export interface Bounds {
  /** One probe, both attempts apart. */
  probeMsMax: number;
  /** After an abort the next answer may begin this much later than usual. */
  freedMsMax: number;
  /** A guest who waits longer for the first word leaves. */
  firstTokenMsGood: number;
  /** Slower than reading. */
  tokensPerSecondMin: number;
  /** Asked again with the same options, the model must be there within this. */
  reloadMsMax: number;
}

/**
 * `vital`: a guest is not served without it, or code would have to stop the model in most turns. `care`: service goes on, slower, with
 * more handoffs, or less kindly. `note`: worth knowing, counts for nothing.
 */
export type Weight = "vital" | "care" | "note";

export interface Probe {
  /** Stable: in the JSON report, and in tests. */
  id: string;
  title: string;
  weight: Weight;
  /** Nothing after it makes sense when it fails: the rest is skipped. */
  gate?: true;
  /** The model's conduct differs from call to call: failed once, it is asked once more. */
  again?: true;
  needs?: "ollama";
  /** What to do when it fails. */
  advice: string;
  run(patient: Patient, probing: Probing): Promise<Finding>;
}

export interface Probing {
  signal: AbortSignal;
  /** Everything that the model said to a guest so far, for the probe that looks for what must not be in it. */
  said: string[];
}

/** `repaired`: right, but only by the repair ladder or at the second attempt. */
export interface Finding {
  result: "pass" | "repaired" | "fail" | "skip";
  detail: string;
}

export interface ProbeResult extends Finding {
  id: string;
  title: string;
  weight: Weight;
  advice: string;
  ms: number;
}

export const pass = (detail: string): Finding => ({ result: "pass", detail });
export const fail = (detail: string): Finding => ({ result: "fail", detail });
export const repaired = (detail: string): Finding => ({ result: "repaired", detail });
export const skip = (detail: string): Finding => ({ result: "skip", detail });
