import { type LanguageModelSettings, languageModel } from "./language-model.ts";
import { ollamaServer } from "./ollama-server.ts";
import { type FixedPrompt, fixedRequest } from "./prompt-size.ts";

/** Loading may read many gigabytes from a slow disk. */
export const warmUpMsMax = 300_000;

export interface WarmUp {
  /** What every prompt begins with. */
  fixed: FixedPrompt;
  signal: AbortSignal;
  /** Told of each step in one line. */
  say(ok: boolean, line: string): void;
}

/**
 * Makes the model ready before the first guest needs it: loads it, and has it read what every prompt begins with, so that her call finds
 * policy and tools in the server's prefix cache. Both with the options of every call: others would make Ollama load it again. Never
 * throws. Ends early, and says nothing that is wrong, when `signal` aborts.
 */
export async function warmUp(settings: LanguageModelSettings, { fixed, signal, say }: WarmUp): Promise<void> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(warmUpMsMax)]);
  try {
    if (settings.provider === "ollama") {
      const loadMs = await ollamaServer(settings).load(bounded);
      say(true, `${settings.name} is loaded (${loadMs} ms)`);
    }
    const readMs = await readOnce(settings, fixed, bounded);
    say(true, `${settings.name} has read policy and tools (${readMs} ms)`);
  } catch (error) {
    if (signal.aborted) return say(true, "stopped before the model was warm");
    const why = bounded.aborted ? `not within ${warmUpMsMax} ms` : (error as Error).message;
    say(false, `${settings.name} could not be warmed up: ${why}`);
  }
}

/** A call like any other, but for its patience. Of the answer nothing is wanted: it is broken off at its first piece. */
async function readOnce(
  settings: LanguageModelSettings,
  fixed: FixedPrompt,
  signal: AbortSignal,
): Promise<number> {
  const startedMs = performance.now();
  const patient = languageModel({ ...settings, firstTokenMsMax: warmUpMsMax, totalMsMax: warmUpMsMax });
  const request = { ...fixedRequest(fixed), messages: [{ role: "guest" as const, text: "" }] };
  for await (const _ of patient.stream(request, { signal })) break;
  return Math.round(performance.now() - startedMs);
}
