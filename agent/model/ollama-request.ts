import type { ChatRequest, Tool } from "ollama";
import * as limits from "../limits.ts";
import type { ModelRequest } from "./model.ts";
import { complete, type ModelSettings } from "./model-settings.ts";
import { renderPrompt } from "./prompt.ts";
import { sampling, variedSampling } from "./sampling.ts";

export interface OllamaSettings extends ModelSettings {
  /** Where Ollama listens: "http://127.0.0.1:11434", or any shape of OLLAMA_HOST. */
  host: string;
  /** How long the weights stay loaded after a call: seconds, or "30m". */
  keepAlive?: number | string;
}

/**
 * The body of a call. Everything but messages and tools is the same for every caller, because Ollama reloads the
 * model when `num_ctx` or `shift` differ from the call before. `truncate: false` and `shift: false` turn a prompt that does not fit
 * into an error; by default Ollama drops its front, at last the policy too. An unset `num_predict` would allow ten contexts.
 */
export function ollamaChat(settings: OllamaSettings, request: ModelRequest): ChatRequest & { stream: true } {
  const { messages, tools } = renderPrompt(request);
  const withTools = tools.length > 0 && { tools: tools as Tool[] };
  const { options, ...same } = unchanging(settings);
  return {
    ...same,
    options: { ...options, ...(request.sampling === "varied" && variedSampling) },
    messages,
    ...withTools,
    ...(request.format && { format: request.format }),
    stream: true,
  };
}

export function unchanging(settings: OllamaSettings) {
  const { name, think, contextTokens, replyTokensMax } = complete(settings);
  return {
    model: name,
    think,
    keep_alive: settings.keepAlive ?? limits.modelKeepAliveSeconds,
    truncate: false,
    shift: false,
    options: {
      num_ctx: contextTokens,
      num_predict: replyTokensMax,
      ...sampling(name, think),
    },
  };
}
