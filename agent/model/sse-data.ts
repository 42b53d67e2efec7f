import { StringDecoder } from "node:string_decoder";
import { createParser } from "eventsource-parser";
import { streamLineCharsMax } from "../limits.ts";
import type { StreamWatch } from "./bounded-call.ts";
import { ModelError } from "./model.ts";

/**
 * The data of each event of an SSE stream, in order, those that came together in one list, which is never empty; it ends when the stream does. Only a whole
 * event ends a wait: the comments that servers and proxies send to keep a connection open are not tokens, so they do not put off the idle limit. An
 * event longer than `streamLineCharsMax` is "malformed". Whatever follows half an event at the end is left out: its missing is seen by the reader.
 */
export function sseData(source: AsyncIterable<Uint8Array>, watch: StreamWatch): AsyncIterable<string[]> {
  const bytes = source[Symbol.asyncIterator]();
  const decoder = new StringDecoder("utf8");
  let ready: string[] = [];
  let failure: ModelError | undefined;
  const parser = createParser({
    maxBufferSize: streamLineCharsMax,
    onEvent: ({ data }) => void ready.push(data),
    onError(error) {
      if (error.type === "max-buffer-size-exceeded") failure = tooLong();
    },
  });

  const next = async (): Promise<IteratorResult<string[]>> => {
    if (failure) throw failure;
    watch.onWait();
    let ended = false;
    while (ready.length === 0 && !failure && !ended) {
      const { done, value } = await bytes.next();
      ended = done === true;
      if (!done) parser.feed(decoder.write(value));
    }
    watch.onBytes();
    const value = ready;
    ready = [];
    if (value.length > 0) return { done: false, value };
    if (failure) throw failure;
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

const tooLong = () =>
  new ModelError("malformed", `The model server sent an event of more than ${streamLineCharsMax} characters`);
