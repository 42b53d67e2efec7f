import type { ModelMessage } from "./model.ts";
import type { RenderedPrompt } from "./prompt.ts";

/**
 * How many tokens a text may take, without its model's tokenizer, and on the safe side: Qwen's makes about four characters of
 * English or JSON a token, and of a Chinese character one or less.
 */
export function tokensIn(text: string): number {
  let ascii = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 128) ascii++;
  return Math.ceil(ascii / asciiCharsPerToken + (text.length - ascii));
}

export const toolTokens = ({ tools }: RenderedPrompt): number => tokensIn(JSON.stringify(tools));

export const promptTokens = (prompt: RenderedPrompt): number =>
  prompt.messages.reduce(
    (sum, { content, thinking = "", tool_calls = [] }) =>
      sum + tokensIn(content + thinking + JSON.stringify(tool_calls)) + tokensPerMessage,
    toolTokens(prompt),
  );

/** One message of the history, what was known with it included, before anything is left out of it. */
export function messageTokens(message: ModelMessage): number {
  const beside =
    message.role === "guest"
      ? (message.known?.passages ?? []).map(({ id, title, heading, text }) => id + title + heading + text)
      : message.role === "agent"
        ? message.toolCalls.map(({ name, argumentsJson }) => name + argumentsJson)
        : [];
  return tokensIn(message.text + beside.join("")) + tokensPerMessage;
}

const asciiCharsPerToken = 3.6;
/** The template's marks around a message, and our tags. */
const tokensPerMessage = 12;
