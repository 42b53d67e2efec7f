import { withinBudget } from "./budget.ts";
import type { Model } from "./model.ts";
import { ollamaModel } from "./ollama.ts";
import type { OllamaSettings } from "./ollama-request.ts";
import { openAiModel } from "./openai.ts";
import type { OpenAiSettings } from "./openai-request.ts";

export type LanguageModelSettings =
  | ({ provider: "ollama" } & OllamaSettings)
  | ({ provider: "openai" } & OpenAiSettings);

/** A language model as guests are served by it: never sent more than its context holds. The doctor and the benches look at the same one. */
export const languageModel = (settings: LanguageModelSettings): Model =>
  withinBudget(settings.provider === "ollama" ? ollamaModel(settings) : openAiModel(settings), settings);
