import { createParser } from "eventsource-parser";
import { streamLineCharsMax } from "../limits.ts";
import type { StreamWatch } from "./bounded-call.ts";
import { ModelError } from "./model.ts";

/**
 * The data of each event of an SSE stream, in order; it ends when the stream does. Only a whole event ends a wait: the comments that
 * servers and proxies send to keep a connection open are not tokens, so they do not put off the idle limit. An event longer than
 * `streamLineCharsMax` is "malformed". Whatever follows half an event at the end is left out: its missing is seen by the reader.
 */
export async function* sseData(
  source: AsyncIterable<Uint8Array>,
  watch: StreamWatch,
): AsyncGenerator<string> {
  const ready: string[] = [];
  let failure: ModelError | undefined;
  const parser = createParser({
    maxBufferSize: streamLineCharsMax,
    onEvent: ({ data }) => void ready.push(data),
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") failure = tooLong();
    },
  });
  const decoder = new TextDecoder();
  let waiting = false;
  for await (const bytes of waitedFor(source, () => {
    if (!waiting) watch.onWait();
    waiting = true;
  })) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (ready.length === 0 && !failure) continue;
    watch.onBytes();
    waiting = false;
    yield* ready.splice(0);
    if (failure) throw failure;
  }
  watch.onBytes();
}

/** The source, with a word before each wait. */
async function* waitedFor(source: AsyncIterable<Uint8Array>, onWait: () => void): AsyncGenerator<Uint8Array> {
  const bytes = source[Symbol.asyncIterator]();
  for (;;) {
    onWait();
    const { done, value } = await bytes.next();
    if (done) return;
    yield value;
  }
}

const tooLong = () =>
  new ModelError("malformed", `The model server sent an event of more than ${streamLineCharsMax} characters`);
