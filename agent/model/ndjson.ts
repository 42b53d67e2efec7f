import { streamLineCharsMax } from "../limits.ts";
import type { StreamWatch } from "./bounded-call.ts";
import { ModelError } from "./model.ts";
import { errorFromLine } from "./ollama-errors.ts";

/** As much of a `ReadableStreamDefaultReader` as the `ollama` client uses: a whole one costs as much again as the parsing. */
export interface LineReader {
  read(): Promise<{ done: boolean; value?: Uint8Array }>;
  releaseLock(): void;
}

/**
 * The same bytes, cut at line ends and checked: each line is a JSON object and not `{"error": …}`. A line that is neither, or
 * longer than `streamLineCharsMax`, ends the stream with a `ModelError`, after the sound lines before it; so does an
 * error line, which Ollama sends under HTTP 200 once it has begun. Nothing is read ahead of the reader.
 *
 * Lines that came together and hold nothing but a few letters more of the same text are handed over as one: what is behind costs by the line.
 */
export function soundLines(source: AsyncIterable<Uint8Array>, watch: StreamWatch): LineReader {
  const bytes = source[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = "";
  let ended = false;
  let failure: ModelError | undefined;

  /** The whole lines of what came so far, less empty ones, up to the first that is not sound. */
  const take = (): string => {
    const end = ended ? rest.length : rest.lastIndexOf("\n") + 1;
    const lines = rest.slice(0, end).split("\n");
    rest = rest.slice(end);
    const sound: Line[] = [];
    for (const [index, line] of lines.entries()) {
      if (line.trim() === "") continue;
      const value = parsed(line, ended && index === lines.length - 1);
      if (value instanceof ModelError) {
        failure = value;
        return joined(sound);
      }
      sound.push({ line, value });
    }
    if (rest.length > streamLineCharsMax) failure = tooLong();
    return joined(sound);
  };

  return {
    async read() {
      while (!failure && !ended) {
        watch.onWait();
        const { done, value } = await bytes.next().finally(watch.onBytes);
        ended = done === true;
        rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
        const sound = take();
        if (sound === "") continue;
        watch.onLine();
        return { done: false, value: encoder.encode(sound) };
      }
      if (failure) throw failure;
      return { done: true };
    },
    releaseLock() {},
  };
}

interface Line {
  line: string;
  value: Record<string, unknown>;
}

/** A line's object, or what is wrong with it. `unfinished`: the stream ended without the end of this line. */
function parsed(line: string, unfinished: boolean): Line["value"] | ModelError {
  if (line.length > streamLineCharsMax) return tooLong();
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return notAnObject();
    return "error" in value ? errorFromLine(String(value.error)) : (value as Line["value"]);
  } catch (error) {
    return unfinished
      ? new ModelError("cut", "The stream ended in the middle of a line", { cause: error })
      : new ModelError("malformed", "The model server sent a line that is not JSON", { cause: error });
  }
}

/** Neighbours of which each is only text become the last of them, with the text of all. */
function joined(lines: Line[]): string {
  let written = "";
  for (let at = 0; at < lines.length; at++) {
    let text = textOnly(lines[at]);
    let more = text === null ? null : textOnly(lines[at + 1]);
    if (more === null) {
      written += `${lines[at]?.line}\n`;
      continue;
    }
    for (; more !== null; more = textOnly(lines[at + 1])) {
      text += more;
      at++;
    }
    const { value } = lines[at] as Line;
    written += `${JSON.stringify({ ...value, message: { ...(value.message as object), content: text } })}\n`;
  }
  return written;
}

/** The text of a line that says nothing else: no thinking, no call, no end. */
function textOnly(line: Line | undefined): string | null {
  const { message, done } = line?.value ?? {};
  if (done !== false || typeof message !== "object" || message === null) return null;
  const { role: _, content, ...others } = message as Record<string, unknown>;
  return typeof content === "string" && Object.keys(others).length === 0 ? content : null;
}

const notAnObject = () =>
  new ModelError("malformed", "The model server sent a line that is not a JSON object");
const tooLong = () =>
  new ModelError("malformed", `The model server sent a line of more than ${streamLineCharsMax} characters`);
