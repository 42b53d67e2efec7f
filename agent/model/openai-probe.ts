import * as z from "zod";
import * as limits from "../limits.ts";
import { modelAgent } from "./bounded-call.ts";
import { ask, keylessFailure } from "./openai-fetch.ts";
import type { OpenAiSettings } from "./openai-request.ts";

export interface OpenAiProbe {
  reachable: boolean;
  hasModel: boolean;
  /** The names that are served. */
  models: string[];
  /** The context window of the model, where the server tells it (vLLM, SGLang); else null. */
  contextTokens: number | null;
  /** Why it is not reachable. Empty when it is. */
  failure: string;
}

/** What stands at `baseUrl`, and whether it serves `name`. Never throws; bounded by `modelHealthMsMax`. */
export async function probeOpenAi({
  baseUrl,
  apiKey,
  name,
}: Pick<OpenAiSettings, "baseUrl" | "apiKey" | "name">): Promise<OpenAiProbe> {
  const signal = AbortSignal.timeout(limits.modelHealthMsMax);
  const agent = modelAgent({ connectMsMax: limits.modelHealthMsMax });
  try {
    const answer = await ask({ baseUrl, apiKey }, { path: "/models", agent, signal });
    const { data } = modelsAnswer.parse(await answer.json());
    const served = data.find((model) => model.id === name);
    return {
      reachable: true,
      hasModel: served !== undefined,
      models: data.map((model) => model.id),
      contextTokens: served?.max_model_len ?? null,
      failure: "",
    };
  } catch (error) {
    return { ...nothing, failure: signal.aborted ? noAnswer : whyNot(error, apiKey) };
  } finally {
    await agent.destroy();
  }
}

/** For `Model.health`: ok when the server answers and serves the model. */
export async function openAiHealth(settings: OpenAiSettings): Promise<{ ok: boolean; detail: string }> {
  const { baseUrl, name } = settings;
  const found = await probeOpenAi(settings);
  if (!found.reachable) return { ok: false, detail: found.failure };
  if (!found.hasModel) return { ok: false, detail: `The model server at ${baseUrl} does not serve ${name}` };
  return { ok: true, detail: `${name} at ${baseUrl}` };
}

const modelsAnswer = z.object({
  data: z.array(z.object({ id: z.string(), max_model_len: z.number().int().positive().nullish() })),
});

const whyNot = (error: unknown, apiKey: string | undefined): string =>
  error instanceof z.ZodError || error instanceof SyntaxError
    ? "What answers there does not list models as OpenAI's API does"
    : keylessFailure(error, apiKey).message;

const nothing = { reachable: false, hasModel: false, models: [], contextTokens: null };
const noAnswer = `No answer from the model server within ${limits.modelHealthMsMax} ms`;
