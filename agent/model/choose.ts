import { type LanguageModelSettings, languageModel } from "./language-model.ts";
import { type Model, ModelError } from "./model.ts";
import type { ModelSettings } from "./model-settings.ts";
import { offlineModel } from "./offline.ts";
import { ollamaNotice } from "./ollama-notice.ts";
import { type OllamaProbe, probeOllama } from "./ollama-probe.ts";
import { type OpenAiProbe, probeOpenAi } from "./openai-probe.ts";

export interface ModelChoice extends ModelSettings {
  provider: "auto" | "ollama" | "openai" | "offline";
  ollamaHost: string;
  /** Of the OpenAI-compatible server; `openai` cannot do without the first. */
  openaiBaseUrl?: string | null;
  openaiApiKey?: string | null;
}

export interface Chosen {
  model: Model;
  /** What it was made of, for whoever makes the same calls; null for the offline model. */
  settings: LanguageModelSettings | null;
  /** For the operator, in plain lines. */
  notice: string;
}

/**
 * The model that this installation runs on, and what to tell the operator about it. `auto` takes Ollama when it answers within
 * `modelHealthMsMax` and can run the model, and otherwise the offline model, loudly. A provider that was asked for by name
 * and is not there is a `ModelError` with one line that says what to do.
 */
export async function chooseModel(choice: ModelChoice): Promise<Chosen> {
  if (choice.provider === "offline")
    return { model: offlineModel(), settings: null, notice: `${offlineIs} (MODEL_PROVIDER=offline).` };
  if (choice.provider === "openai") return chooseOpenAi(choice);

  const found = await probeOllama({ host: choice.ollamaHost, name: choice.name });
  const lack = whatLacks(choice, found);
  if (!lack) {
    const settings = { ...choice, provider: "ollama" as const, host: choice.ollamaHost };
    return { model: languageModel(settings), settings, notice: ollamaNotice(settings, found) };
  }
  if (choice.provider === "ollama") throw new ModelError(lack.code, `${lack.why} ${lack.remedy}`);
  return {
    model: offlineModel(),
    settings: null,
    notice: `${lack.why}\n${offlineIs}; it is NOT a language model.\n${lack.remedy}`,
  };
}

/** Never chosen by `auto`: nothing tells which of the many servers that speak this protocol somebody meant. */
async function chooseOpenAi(choice: ModelChoice): Promise<Chosen> {
  const { openaiBaseUrl: baseUrl, openaiApiKey: apiKey, name, contextTokens } = choice;
  if (!baseUrl)
    throw new ModelError(
      "refused",
      "MODEL_PROVIDER=openai needs OPENAI_BASE_URL, for example http://127.0.0.1:8000/v1.",
    );
  const settings = { ...choice, provider: "openai" as const, baseUrl, ...(apiKey && { apiKey }) };
  const found = await probeOpenAi(settings);
  const lack = whatOpenAiLacks({ baseUrl, name, contextTokens }, found);
  if (lack) throw new ModelError(lack.code, `${lack.why} ${lack.remedy}`);
  const window =
    found.contextTokens === null ? "" : `, which runs it with a context of ${found.contextTokens} tokens`;
  return {
    model: languageModel(settings),
    settings,
    notice: `${name} on the OpenAI-compatible server at ${baseUrl}${window}`,
  };
}

function whatOpenAiLacks(
  { baseUrl, name, contextTokens = 0 }: { baseUrl: string; name: string; contextTokens?: number },
  found: OpenAiProbe,
): Lack | null {
  if (!found.reachable)
    return {
      code: "unreachable",
      why: `No OpenAI-compatible server can be used at ${baseUrl} (${found.failure}).`,
      remedy:
        "Set OPENAI_BASE_URL to where vLLM or SGLang listens, /v1 included, and OPENAI_API_KEY if it asks for a key.",
    };
  if (!found.hasModel)
    return {
      code: "no-such-model",
      why: `The server at ${baseUrl} does not serve the model ${name}${instead(found.models)}.`,
      remedy: "Set MODEL_NAME to one that it serves.",
    };
  if (found.contextTokens !== null && found.contextTokens < contextTokens)
    return {
      code: "refused",
      why: `The server at ${baseUrl} runs ${name} with a context of ${found.contextTokens} tokens; MODEL_CONTEXT_TOKENS asks for ${contextTokens}.`,
      remedy:
        "Start it with a longer one (vLLM: --max-model-len), or set MODEL_CONTEXT_TOKENS to what it has.",
    };
  return null;
}

const offlineIs =
  "The OFFLINE model answers: it quotes help articles, knows the tools by example, and hands everything else to a person";

interface Lack {
  code: "unreachable" | "no-such-model" | "refused";
  why: string;
  remedy: string;
}

/** Why Ollama cannot serve, in the operator's words; null when it can. */
function whatLacks({ ollamaHost, name, think }: ModelChoice, found: OllamaProbe): Lack | null {
  if (!found.reachable)
    return {
      code: "unreachable",
      why: `Ollama does not answer at ${ollamaHost} (${found.failure}).`,
      remedy: `To use a language model: start Ollama (\`ollama serve\`; from https://ollama.com), run \`ollama pull ${name}\`, and start again. OLLAMA_HOST says where it listens.`,
    };
  if (!found.shown)
    return {
      code: "no-such-model",
      why: `Ollama at ${ollamaHost} does not have the model ${name}${instead(found.models)}.`,
      remedy: `Run \`npm run doctor -- --pull\` (or \`ollama pull ${name}\`) and start again, or set MODEL_NAME to one that is there.`,
    };
  const { capabilities } = found.shown;
  if (!capabilities.includes("tools"))
    return {
      code: "refused",
      why: `The model ${name} cannot call tools, so it could look nothing up.`,
      remedy: "Set MODEL_NAME to one that can, for example qwen3.5:4b.",
    };
  if (think && !capabilities.includes("thinking"))
    return {
      code: "refused",
      why: `MODEL_THINK is 1, and the model ${name} cannot think first.`,
      remedy: "Set MODEL_THINK=0, or MODEL_NAME to one that can, for example qwen3.5:4b.",
    };
  return null;
}

const modelsNamedMax = 5;
const instead = (models: string[]): string =>
  models.length === 0 ? "" : `; it has ${models.slice(0, modelsNamedMax).join(", ")}`;
