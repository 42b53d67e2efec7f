import type { Readable } from "node:stream";

/**
 * The bytes of a stream, those that were read together in one piece: what is behind costs by the piece. Stop reading by destroying `body`.
 */
export function gatheredBytes(body: Readable): AsyncIterable<Uint8Array> {
  let come: Uint8Array[] = [];
  let ended = false;
  let failure: { error: unknown } | null = null;
  let wake = () => {};
  body.on("data", (bytes: Uint8Array) => {
    come.push(bytes);
    wake();
  });
  body.on("end", () => {
    ended = true;
    wake();
  });
  body.on("error", (error) => {
    failure = { error };
    wake();
  });

  const changed = () => new Promise<void>((resolve) => (wake = resolve));
  const take = (): Uint8Array => {
    const [only, ...others] = come;
    const bytes = only && others.length === 0 ? only : Buffer.concat(come);
    come = [];
    return bytes;
  };
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        while (come.length === 0 && !ended && !failure) await changed();
        if (come.length > 0) return { done: false, value: take() };
        if (failure) throw failure.error;
        return { done: true, value: undefined };
      },
    }),
  };
}
