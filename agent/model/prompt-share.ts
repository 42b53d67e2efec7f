import type { RenderedPrompt } from "./prompt.ts";

/**
 * How much of a prompt its server has read already: the characters that it has in common with the prompt before it, from the first
 * on, as a share of all its characters. 1 means that nothing is new; a server that keeps its last prompt reads only the rest.
 */
export function equalPrefixShare(before: string, after: string): number {
  return after === "" ? 1 : equalPrefixChars(before, after) / after.length;
}

export function equalPrefixChars(before: string, after: string): number {
  const end = Math.min(before.length, after.length);
  let at = 0;
  while (at < end && before.charCodeAt(at) === after.charCodeAt(at)) at++;
  return at;
}

/**
 * A prompt as one text, in the order of a chat template: the system's message, the tools, then message after message. Where
 * a template writes its marks does not matter here: between equal parts they are equal.
 */
export function promptText({ messages, tools }: RenderedPrompt): string {
  const [system, ...rest] = messages;
  return [system, tools, ...rest].map((part) => JSON.stringify(part)).join("\n");
}
