import { ModelError, type ModelErrorCode } from "./model.ts";

/**
 * How Ollama fails, said in the port's codes. An error is a status with `{"error": "…"}`, or a line of that shape in a
 * stream that began with 200, or something the network threw. The words are matched because Ollama sends no codes;
 * an unknown failure of the server is a "cut": the call gave no whole answer, and another may.
 */
export function errorFromStatus(status: number, body: string): ModelError {
  const words = wordsOf(body);
  return new ModelError(codeOfStatus(status, words), `Ollama answered ${status}: ${words || "(no words)"}`);
}

export function errorFromLine(words: string): ModelError {
  return new ModelError(codeOfWords(words) ?? "cut", `Ollama stopped in the middle: ${shortened(words)}`);
}

/** What `fetch` or the client threw. A `ModelError` passes through. */
export function errorFromThrown(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  const { message, code: systemCode } = deepest(Object(error));
  const words = shortened(String(message ?? error));
  const code = unreachableCodes.has(String(systemCode)) ? "unreachable" : "cut";
  const what =
    code === "unreachable" ? "No Ollama at this address" : "The stream from Ollama ended without an end";
  return new ModelError(code, `${what}: ${words}`, { cause: error });
}

function codeOfStatus(status: number, words: string): ModelErrorCode {
  if (status === 404) return /model/i.test(words) ? "no-such-model" : "unreachable";
  if (status === 429 || status === 503) return "overloaded";
  if (status === 502 || status === 504) return "unreachable";
  return codeOfWords(words) ?? (status >= 500 ? "cut" : "refused");
}

function codeOfWords(words: string): ModelErrorCode | undefined {
  if (tooLong.test(words) || tooBig.test(words)) return "refused";
  if (badCall.test(words)) return "malformed";
  if (/not found, try pulling/i.test(words)) return "no-such-model";
  return undefined;
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

function wordsOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && "error" in parsed)
      return shortened(String(parsed.error));
  } catch {
    // Not JSON: a proxy's page, or nothing.
  }
  return shortened(body);
}

const errorWordsMax = 300;
const shortened = (words: string): string => words.replace(/\s+/g, " ").trim().slice(0, errorWordsMax);

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
