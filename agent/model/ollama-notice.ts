import { complete } from "./model-settings.ts";
import type { OllamaProbe } from "./ollama-probe.ts";
import type { OllamaSettings } from "./ollama-request.ts";
import type { ShownModel } from "./ollama-server.ts";

/** What start-up says of a model that can serve, a line each: what it is, what it can, and whether a guest would wait for it to be loaded. */
export function ollamaNotice(
  settings: OllamaSettings,
  { version, shown, loaded }: Pick<OllamaProbe, "version" | "shown" | "loaded">,
): string {
  const { name, contextTokens } = complete(settings);
  return [
    `${name} on Ollama ${version} at ${settings.host}`,
    ...(shown ? [abilities(shown)] : []),
    inMemory(loaded, contextTokens),
    ...(shown ? madeFor(shown, contextTokens) : []),
  ].join("\n");
}

const abilities = ({ capabilities, parser }: ShownModel): string =>
  `It can: ${capabilities.join(", ")}; its tool calls are read by ${parser ? `the parser ${parser}` : "its template"}.`;

/** A window of another size is another load, and whoever else uses this Ollama would turn it back. */
function inMemory(loaded: OllamaProbe["loaded"], asked: number): string {
  if (!loaded) return `It is not in memory: it is loaded now, with a context of ${asked} tokens.`;
  const has = loaded.contextTokens;
  if (has === null) return "It is in memory; this Ollama does not say with how much context.";
  return has === asked
    ? `It is in memory, with the context of ${asked} tokens that is asked for.`
    : `It is in memory with a context of ${has} tokens; MODEL_CONTEXT_TOKENS asks for ${asked}, so Ollama loads it again. Another program may use it.`;
}

function madeFor({ contextTokensMax: longest }: ShownModel, asked: number): string[] {
  if (longest === null || longest >= asked) return [];
  return [`It was made for a context of ${longest} tokens: set MODEL_CONTEXT_TOKENS to that or less.`];
}
