import * as z from "zod";
import { ModelError, type ModelErrorCode } from "./model.ts";
import { codeOfStatus, codeOfWords, failureOfThrown, shortened } from "./server-failure.ts";

/**
 * How vLLM, SGLang and their like fail. An error is a status, or an event in a stream that began with 200, with a body in one of
 * three shapes: OpenAI's `{"error": {"message", "code"}}`, the older `{"object": "error", "message"}`, and the `{"error": "…"}` or
 * `{"detail": "…"}` of the frameworks around them.
 */
export function errorFromStatus(status: number, body: string): ModelError {
  const words = failureIn(parsed(body))?.words ?? shortened(body);
  return new ModelError(
    codeOf(status, words),
    `The model server answered ${status}: ${words || "(no words)"}`,
  );
}

/** Of one event; null when it is not an error. */
export function errorFromEvent(event: unknown): ModelError | null {
  const failure = failureIn(event);
  if (!failure) return null;
  const { words, status } = failure;
  // vLLM calls every failure of a stream a 400: the request was sound, or it would not have begun.
  const code = codeOfWords(words) ?? (status === 429 || status === 503 ? "overloaded" : "cut");
  return new ModelError(code, `The model server stopped in the middle: ${words || "(no words)"}`);
}

export const errorFromThrown = (error: unknown): ModelError =>
  failureOfThrown(error, "OpenAI-compatible server");

function codeOf(status: number, words: string): ModelErrorCode {
  return status === 401 || status === 403 ? "refused" : codeOfStatus(status, words);
}

function failureIn(value: unknown): { words: string; status: number | undefined } | null {
  const { data } = errorBody.safeParse(value);
  if (!data) return null;
  const said = "error" in data ? data.error : "detail" in data ? data.detail : data;
  if (typeof said === "string") return { words: shortened(said), status: undefined };
  return { words: shortened(said.message), status: Number(said.code) || undefined };
}

const said = z.object({
  message: z.string(),
  code: z.union([z.number(), z.string()]).nullish(),
});
const errorBody = z.union([
  z.object({ error: z.union([z.string(), said]) }),
  z.object({ object: z.literal("error"), ...said.shape }),
  z.object({ detail: z.string() }),
]);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // A proxy's page, or nothing.
  }
}
