import { type JsonSchema, mapSchema } from "./map-schema.ts";
import type { ModelRequest } from "./model.ts";
import { complete, type ModelSettings } from "./model-settings.ts";
import { type PromptMessage, renderPrompt } from "./prompt.ts";
import type { PromptTool } from "./prompt-tools.ts";
import { sampling, variedSampling } from "./sampling.ts";

export interface OpenAiSettings extends ModelSettings {
  /** With its path, as a rule "/v1": "http://127.0.0.1:8000/v1". */
  baseUrl: string;
  /** Sent as a bearer token, and neither logged nor told. */
  apiKey?: string;
}

/**
 * The body of a call to vLLM or SGLang. `top_k`, `min_p` and `chat_template_kwargs` are theirs and not OpenAI's: without the first
 * two Qwen is sampled as no model card advises, without the last one it always thinks. The context window is the server's
 * own setting; a prompt that does not fit is refused by it, never cut.
 */
export function openAiChat(settings: OpenAiSettings, request: ModelRequest) {
  const { name, think, replyTokensMax } = complete(settings);
  const { messages, tools } = renderPrompt(request);
  return {
    model: name,
    messages: messages.map(wireMessage),
    ...(tools.length > 0 && { tools: tools.map(strictTool) }),
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: replyTokensMax,
    ...sampling(name, think),
    ...(request.sampling === "varied" && variedSampling),
    ...(request.format && {
      response_format: { type: "json_schema", json_schema: { name: "reply", schema: request.format } },
    }),
    chat_template_kwargs: { enable_thinking: think },
  };
}

/** Here arguments are text, and a call says its kind. Reasoning goes back under the one name that both servers read. */
function wireMessage({ role, content, thinking, tool_calls, tool_call_id }: PromptMessage) {
  return {
    role,
    content,
    ...(thinking && { reasoning_content: thinking }),
    ...(tool_call_id && { tool_call_id }),
    ...(tool_calls && {
      tool_calls: tool_calls.map(({ id, function: { name, arguments: given } }) => ({
        id,
        type: "function",
        function: { name, arguments: JSON.stringify(given) },
      })),
    }),
  };
}

/** `strict` has the server constrain the arguments to the schema while they are written: it leaves nothing to repair. */
const strictTool = ({ type, function: { name, description, parameters } }: PromptTool) => ({
  type,
  function: { name, description, parameters: closed(parameters), strict: true },
});

/** `additionalProperties: false` in every object of a schema, as `strict` asks. */
const closed = (schema: JsonSchema): JsonSchema =>
  mapSchema(schema, (one) =>
    one.type === "object" && typeof one.properties === "object"
      ? { ...one, additionalProperties: false }
      : one,
  );
