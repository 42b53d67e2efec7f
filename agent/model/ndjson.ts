import { StringDecoder } from "node:string_decoder";
import { streamLineCharsMax } from "../limits.ts";
import type { StreamWatch } from "./bounded-call.ts";
import { ModelError } from "./model.ts";
import { errorFromLine } from "./ollama-errors.ts";

/** A line's object. */
export type Line = Record<string, unknown>;

/**
 * The lines of a stream, parsed, those that came together in one list, which is never empty. Each is a JSON object and not `{"error": …}`. A line that is
 * neither, or longer than `streamLineCharsMax`, ends the stream with a `ModelError`, after the sound lines before it; so does an error line, which
 * Ollama sends under HTTP 200 once it has begun. Nothing is read ahead of the reader, who stops by closing what `source` reads.
 *
 * Lines that came together and hold nothing but a few letters more of the same text are handed over as one: what is behind costs by the line.
 */
export function soundLines(source: AsyncIterable<Uint8Array>, watch: StreamWatch): AsyncIterable<Line[]> {
  const bytes = source[Symbol.asyncIterator]();
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let ended = false;
  let failure: ModelError | undefined;

  /** The whole lines of what came so far, less empty ones, up to the first that is not sound. */
  const take = (): Line[] => {
    const end = ended ? rest.length : rest.lastIndexOf("\n") + 1;
    const texts = rest.slice(0, end).split("\n");
    rest = rest.slice(end);
    const sound: Line[] = [];
    for (const [index, text] of texts.entries()) {
      if (text.trim() === "") continue;
      const line = parsed(text, ended && index === texts.length - 1);
      if (line instanceof ModelError) {
        failure = line;
        return sound;
      }
      append(sound, line);
    }
    if (rest.length > streamLineCharsMax) failure = tooLong();
    return sound;
  };

  const next = async (): Promise<IteratorResult<Line[]>> => {
    while (!failure && !ended) {
      watch.onWait();
      const { done, value } = await bytes.next();
      watch.onBytes();
      ended = done === true;
      rest += done ? decoder.end() : decoder.write(value);
      const lines = take();
      if (lines.length === 0) continue;
      watch.onLine();
      return { done: false, value: lines };
    }
    if (failure) throw failure;
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

/** A line's object, or what is wrong with it. `unfinished`: the stream ended without the end of this line. */
function parsed(text: string, unfinished: boolean): Line | ModelError {
  if (text.length > streamLineCharsMax) return tooLong();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return notAnObject();
    return "error" in value ? errorFromLine(String(value.error)) : (value as Line);
  } catch (error) {
    return unfinished
      ? new ModelError("cut", "The stream ended in the middle of a line", { cause: error })
      : new ModelError("malformed", "The model server sent a line that is not JSON", { cause: error });
  }
}

/** Puts a line behind the others. Text behind text goes on in the line that is there. */
function append(lines: Line[], line: Line): void {
  const more = textOnly(line);
  const last = more === null ? undefined : lines.at(-1);
  const text = textOnly(last);
  if (text === null) lines.push(line);
  else (last?.message as { content: string }).content = text + more;
}

/** The text of a line that says nothing else: no thinking, no call, no end. Null for every other line. */
export function textOnly(line: Line | undefined): string | null {
  const { message, done } = line ?? {};
  if (done !== false || typeof message !== "object" || message === null) return null;
  const { content } = message as { content?: unknown };
  if (typeof content !== "string") return null;
  for (const name in message) if (name !== "role" && name !== "content") return null;
  return content;
}

const notAnObject = () =>
  new ModelError("malformed", "The model server sent a line that is not a JSON object");
const tooLong = () =>
  new ModelError("malformed", `The model server sent a line of more than ${streamLineCharsMax} characters`);
