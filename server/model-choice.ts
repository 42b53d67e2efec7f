import type { ModelChoice } from "../agent/model/choose.ts";
import type { Config } from "./config.ts";

/** The settings that a call of the model is made with. The server, its warm-up and the doctor all take them from here, so that none differs. */
export const modelChoice = (config: Config) =>
  ({
    provider: config.modelProvider,
    name: config.modelName,
    contextTokens: config.modelContextTokens,
    think: config.modelThink,
    firstTokenMsMax: config.modelFirstTokenMsMax,
    idleMsMax: config.modelIdleMsMax,
    totalMsMax: config.modelCallMsMax,
    ollamaHost: config.ollamaHost,
    openaiBaseUrl: config.openaiBaseUrl,
    openaiApiKey: config.openaiApiKey,
  }) satisfies ModelChoice;
