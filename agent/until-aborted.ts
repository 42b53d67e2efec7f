/**
 * Settles as `work` does. Once the signal has aborted, `work` may take `graceMs` to come to its own end; then it is left behind, and this rejects with the signal's
 * reason. For work that calls what may hang and does not hear of an abort: a booking system that never answers, a model's adapter that is deaf.
 */
export function untilAborted<T>(
  work: Promise<T>,
  { signal, graceMs }: { signal: AbortSignal; graceMs: number },
): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const leave = () => {
      timer = setTimeout(() => reject(signal.reason), graceMs);
    };
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
    });
  });
}
