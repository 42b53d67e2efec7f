import { untilAborted } from "./until-aborted.ts";

const graceMs = 20;
const never = () => new Promise<never>(() => {});

test("work that ends is told as it ends", async () => {
  const { signal } = new AbortController();
  await expect(untilAborted(Promise.resolve("done"), { signal, graceMs })).resolves.toBe("done");
  await expect(untilAborted(Promise.reject(new Error("broke")), { signal, graceMs })).rejects.toThrow(
    "broke",
  );
});

test("after an abort, work comes to its own end if it can", async () => {
  const stop = new AbortController();
  let end = (_word: string) => {};
  const running = untilAborted(new Promise<string>((resolve) => (end = resolve)), {
    signal: stop.signal,
    graceMs,
  });
  stop.abort(new Error("stopped"));
  end("tidied up");
  await expect(running).resolves.toBe("tidied up");
});

test("work that does not hear of an abort is left behind, also when it came after it", async () => {
  const stop = new AbortController();
  const running = untilAborted(never(), { signal: stop.signal, graceMs });
  stop.abort(new Error("stopped"));
  await expect(running).rejects.toThrow("stopped");
  await expect(untilAborted(never(), { signal: stop.signal, graceMs })).rejects.toThrow("stopped");
});
