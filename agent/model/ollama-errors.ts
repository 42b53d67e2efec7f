import { ModelError } from "./model.ts";
import { codeOfStatus, codeOfWords, failureOfThrown, shortened } from "./server-failure.ts";

/** An error of Ollama's is a status with `{"error": "…"}`, or a line of that shape in a stream that began with 200. It sends no codes. */
export function errorFromStatus(status: number, body: string): ModelError {
  const words = wordsOf(body);
  return new ModelError(codeOfStatus(status, words), `Ollama answered ${status}: ${words || "(no words)"}`);
}

export function errorFromLine(words: string): ModelError {
  return new ModelError(codeOfWords(words) ?? "cut", `Ollama stopped in the middle: ${shortened(words)}`);
}

/** What the network or the client threw. A `ModelError` passes through. */
export const errorFromThrown = (error: unknown): ModelError => failureOfThrown(error, "Ollama");

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
