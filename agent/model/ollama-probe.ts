import * as limits from "../limits.ts";
import { ollamaServer, type ShownModel } from "./ollama-server.ts";

export interface OllamaProbe {
  reachable: boolean;
  /** Empty when not reachable. */
  version: string;
  /** What it says of the model; null when the model is not there. */
  shown: ShownModel | null;
  /** The model as it is in memory now; null when it is not. */
  loaded: { contextTokens: number | null } | null;
  /** The tags that are there. */
  models: string[];
  /** Why it is not reachable. Empty when it is. */
  failure: string;
}

/** What stands at `host`, and whether it can run `name`. Never throws; bounded by `modelHealthMsMax`. */
export async function probeOllama({ host, name }: { host: string; name: string }): Promise<OllamaProbe> {
  const signal = AbortSignal.timeout(limits.modelHealthMsMax);
  const server = ollamaServer({ host, name });
  try {
    const [version, models, shown, loaded] = await Promise.all([
      server.version(signal),
      server.models(signal),
      server.show(signal),
      server.loaded(signal),
    ]);
    return { reachable: true, version, models, shown, loaded, failure: "" };
  } catch (error) {
    return { ...nothing, failure: signal.aborted ? noAnswer : (error as Error).message };
  }
}

/** For `Model.health`: ok when the server answers and has the model. */
export async function healthOf({
  host,
  name,
}: {
  host: string;
  name: string;
}): Promise<{ ok: boolean; detail: string }> {
  const found = await probeOllama({ host, name });
  if (!found.reachable) return { ok: false, detail: found.failure };
  if (!found.shown) return { ok: false, detail: `Ollama ${found.version} has no model ${name}` };
  return { ok: true, detail: `${name} on Ollama ${found.version}` };
}

const nothing = { reachable: false, version: "", models: [], shown: null, loaded: null };
const noAnswer = `No answer from Ollama within ${limits.modelHealthMsMax} ms`;
