import type { OllamaSettings } from "./ollama-request.ts";
import { ollamaServer } from "./ollama-server.ts";

/** Loading may read many gigabytes from a slow disk. */
export const warmUpMsMax = 300_000;

/**
 * Loads the model before the first guest needs it, with the options of every call: others would make Ollama load it again. Never
 * throws; says in one line how it went. Ends early, and says nothing that is wrong, when `signal` aborts.
 */
export async function warmUp(
  settings: OllamaSettings,
  { signal }: { signal: AbortSignal },
): Promise<{ ok: boolean; detail: string }> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(warmUpMsMax)]);
  try {
    const loadMs = await ollamaServer(settings).load(bounded);
    return { ok: true, detail: `${settings.name} is loaded (${loadMs} ms)` };
  } catch (error) {
    if (signal.aborted) return { ok: true, detail: "stopped before the model was loaded" };
    const why = bounded.aborted ? `not within ${warmUpMsMax} ms` : (error as Error).message;
    return { ok: false, detail: `${settings.name} could not be loaded: ${why}` };
  }
}
