import { memo } from "./memo.ts";
import type { ModelMessage } from "./model.ts";
import type { PromptMessage, RenderedPrompt } from "./prompt.ts";
import type { PromptTool } from "./prompt-tools.ts";

/**
 * How many tokens a text may take, without its model's tokenizer, and on the safe side: Qwen's makes about four characters of
 * English or JSON a token, and of a Chinese character one or less.
 */
export function tokensIn(text: string): number {
  let ascii = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 128) ascii++;
  return Math.ceil(ascii / asciiCharsPerToken + (text.length - ascii));
}

export const toolTokens = ({ tools }: RenderedPrompt): number => tokensInTools(tools);
const tokensInTools = memo((tools: PromptTool[]) => tokensIn(JSON.stringify(tools)));

export const promptTokens = memo((prompt: RenderedPrompt): number =>
  prompt.messages.reduce((sum, message) => sum + tokensOf(message) + tokensPerMessage, toolTokens(prompt)),
);

const tokensOf = ({ content, thinking = "", tool_calls: calls }: PromptMessage): number =>
  tokensIn(calls ? content + thinking + JSON.stringify(calls) : content + thinking);

/** One message of the history, what was known with it included, before anything is left out of it. */
export const messageTokens = memo((message: ModelMessage): number => {
  const beside =
    message.role === "guest"
      ? (message.known?.passages ?? []).map(({ id, title, heading, text }) => id + title + heading + text)
      : message.role === "agent"
        ? message.toolCalls.map(({ name, argumentsJson }) => name + argumentsJson)
        : [];
  return tokensIn(message.text + beside.join("")) + tokensPerMessage;
});

const asciiCharsPerToken = 3.6;
/** The template's marks around a message, and our tags. */
const tokensPerMessage = 12;
