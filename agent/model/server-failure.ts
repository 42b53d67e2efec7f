import { ModelError, type ModelErrorCode } from "./model.ts";

/*
 * How model servers fail, said in the port's codes. What servers send as codes differs or is missing, so their words are matched too;
 * an unknown failure of the server is a "cut": the call gave no whole answer, and another may.
 */

export function codeOfStatus(status: number, words: string): ModelErrorCode {
  if (status === 404) return /model/i.test(words) ? "no-such-model" : "unreachable";
  if (status === 429 || status === 503) return "overloaded";
  if (status === 502 || status === 504) return "unreachable";
  return codeOfWords(words) ?? (status >= 500 ? "cut" : "refused");
}

export function codeOfWords(words: string): ModelErrorCode | undefined {
  if (tooLong.test(words) || tooBig.test(words)) return "refused";
  if (badCall.test(words)) return "malformed";
  if (/not found, try pulling/i.test(words)) return "no-such-model";
  return undefined;
}

/** What `fetch` or a client threw. A `ModelError` passes through. `server`: its name in a sentence. */
export function failureOfThrown(error: unknown, server: string): ModelError {
  if (error instanceof ModelError) return error;
  const { message, code: systemCode } = deepest(Object(error));
  const words = shortened(String(message ?? error));
  const code = unreachableCodes.has(String(systemCode)) ? "unreachable" : "cut";
  const what =
    code === "unreachable"
      ? `No ${server} at this address`
      : `The stream from ${server} ended without an end`;
  return new ModelError(code, `${what}: ${words}`, { cause: error });
}

/** The prompt does not fit: `truncate: false` makes Ollama say so instead of dropping the front of it. */
const tooLong = /context (length|size|window)|longer than the context|exceeds the available context/i;
const tooBig = /requires more system memory|does not support/i;
/** A built-in parser could not read the model's tool call; the same request fails the same way again. */
const badCall =
  /xml syntax error|invalid tool call|tool call.*pars|pars.*tool call|invalid character .* looking for/i;

const unreachableCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const errorWordsMax = 300;
export const shortened = (words: string): string => words.replace(/\s+/g, " ").trim().slice(0, errorWordsMax);

/** What lies at the bottom of "fetch failed". Read by shape: errors of Node's own may come from another realm than ours. */
interface Thrown {
  message?: unknown;
  code?: unknown;
  cause?: Thrown;
  errors?: Thrown[];
}

const deepest = (error: Thrown): Thrown => {
  const below = error.cause ?? error.errors?.[0];
  return below ? deepest(below) : error;
};
