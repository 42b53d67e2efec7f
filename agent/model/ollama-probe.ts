import { Ollama } from "ollama";
import * as z from "zod";
import * as limits from "../limits.ts";
import { modelAgent } from "./bounded-call.ts";
import { ModelError } from "./model.ts";
import { errorFromThrown } from "./ollama-errors.ts";
import { clientFetch } from "./ollama-fetch.ts";

export interface OllamaProbe {
  reachable: boolean;
  hasModel: boolean;
  /** Empty when not reachable. */
  version: string;
  /** Of the model: "completion", "tools", "thinking". Empty when it is not there. */
  capabilities: string[];
  /** The tags that are there. */
  models: string[];
  /** Why it is not reachable. Empty when it is. */
  failure: string;
}

/** What stands at `host`, and whether it can run `name`. Never throws; bounded by `modelHealthMsMax`. */
export async function probeOllama({ host, name }: { host: string; name: string }): Promise<OllamaProbe> {
  const signal = AbortSignal.timeout(limits.modelHealthMsMax);
  const agent = modelAgent({ connectMsMax: limits.modelHealthMsMax });
  try {
    const client = new Ollama({ host, fetch: clientFetch(agent, signal) });
    const answers = await Promise.all([client.version(), client.list(), show(client, name)]);
    const [{ version }, { models }, shown] = ollamaAnswers.parse(answers);
    return {
      reachable: true,
      hasModel: shown !== null,
      version,
      capabilities: shown?.capabilities ?? [],
      models: models.map((model) => model.name),
      failure: "",
    };
  } catch (error) {
    return { ...nothing, failure: signal.aborted ? noAnswer : whyNot(error) };
  } finally {
    await agent.destroy();
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
  if (!found.hasModel) return { ok: false, detail: `Ollama ${found.version} has no model ${name}` };
  return { ok: true, detail: `${name} on Ollama ${found.version}` };
}

/** Null when the server does not have it. */
async function show(client: Ollama, name: string) {
  try {
    return await client.show({ model: name });
  } catch (error) {
    if (error instanceof ModelError && error.code === "no-such-model") return null;
    throw error;
  }
}

const ollamaAnswers = z.tuple([
  z.object({ version: z.string() }),
  z.object({ models: z.array(z.object({ name: z.string() })) }),
  z.object({ capabilities: z.array(z.string()).nullish() }).nullable(),
]);

const whyNot = (error: unknown): string =>
  error instanceof z.ZodError || error instanceof SyntaxError
    ? "What answers there is not Ollama"
    : errorFromThrown(error).message;

const nothing = { reachable: false, hasModel: false, version: "", capabilities: [], models: [] };
const noAnswer = `No answer from Ollama within ${limits.modelHealthMsMax} ms`;
