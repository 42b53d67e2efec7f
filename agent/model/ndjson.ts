import { streamLineCharsMax } from "../limits.ts";
import { ModelError } from "./model.ts";
import { errorFromLine } from "./ollama-errors.ts";

export interface LineWatch {
  /** Before waiting for bytes, and when some came or none will. */
  onWait(): void;
  onBytes(): void;
  /** At least one whole line is handed over. */
  onLine(): void;
}

/**
 * The same bytes, cut at line ends and checked: each line is a JSON object and not `{"error": …}`. A line that is neither, or
 * longer than `streamLineCharsMax`, ends the stream with a `ModelError`, after the sound lines before it; so does an
 * error line, which Ollama sends under HTTP 200 once it has begun. Nothing is read ahead of the reader.
 */
export function soundLines(source: AsyncIterable<Uint8Array>, watch: LineWatch): ReadableStream<Uint8Array> {
  const bytes = source[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = "";
  let failure: ModelError | undefined;

  /** Everything up to the last line end, less empty lines; up to the first line that is not sound. */
  const take = (text: string, ended: boolean): string => {
    rest += text;
    const end = ended ? rest.length : rest.lastIndexOf("\n") + 1;
    const lines = rest.slice(0, end).split("\n").filter(notBlank);
    const last = ended && !rest.endsWith("\n") ? lines.length - 1 : -1;
    rest = rest.slice(end);
    let sound = "";
    for (const [index, line] of lines.entries()) {
      failure = fault(line, index === last);
      if (failure) return sound;
      sound += `${line}\n`;
    }
    if (rest.length > streamLineCharsMax) failure = tooLong();
    return sound;
  };

  return new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        for (;;) {
          if (failure) throw failure;
          watch.onWait();
          const { done, value } = await bytes.next().finally(watch.onBytes);
          const sound = done
            ? take(decoder.decode(), true)
            : take(decoder.decode(value, { stream: true }), false);
          if (sound !== "") {
            watch.onLine();
            stream.enqueue(encoder.encode(sound));
          }
          if (failure && sound === "") throw failure;
          if (done && !failure) return stream.close();
          if (sound !== "") return;
        }
      },
      async cancel() {
        await bytes.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

const notBlank = (line: string): boolean => line.trim() !== "";

/** What is wrong with a line. `unfinished`: the stream ended without the end of this line. */
function fault(line: string, unfinished: boolean): ModelError | undefined {
  if (line.length > streamLineCharsMax) return tooLong();
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return notAnObject();
    return "error" in value ? errorFromLine(String(value.error)) : undefined;
  } catch (error) {
    return unfinished
      ? new ModelError("cut", "The stream ended in the middle of a line", { cause: error })
      : new ModelError("malformed", "The model server sent a line that is not JSON", { cause: error });
  }
}

const notAnObject = () =>
  new ModelError("malformed", "The model server sent a line that is not a JSON object");
const tooLong = () =>
  new ModelError("malformed", `The model server sent a line of more than ${streamLineCharsMax} characters`);
