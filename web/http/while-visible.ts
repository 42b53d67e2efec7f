/** A browser allows six streams to one host, over all tabs. A tab that nobody has looked at for this long gives its own up. */
const hiddenMsMax = 60_000;

/** Runs `work` while the page is looked at: stops it some time after the page was hidden, starts it again when it is seen. */
export function whileVisible(work: (signal: AbortSignal) => void, signal: AbortSignal): void {
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    running = new AbortController();
    work(AbortSignal.any([signal, running.signal]));
  };
  const stop = () => {
    running?.abort();
    running = null;
  };
  const onChange = () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") timer = setTimeout(stop, hiddenMsMax);
    else if (!running) start();
  };
  document.addEventListener("visibilitychange", onChange, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  start();
}
