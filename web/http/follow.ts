import { createParser } from "eventsource-parser";
import { ApiProblem } from "./problem.ts";

/** The server pings every 15 s. A stream silent for longer than this is dead, whatever the socket says. */
const silentMsMax = 40_000;
const waitMsMin = 500;
const waitMsMax = 15_000;

export type Link = "connecting" | "live" | "waiting";

export interface Follow {
  /** Opens the stream. Throws `ApiProblem` when the server says no, anything else when it was not reached. */
  open: (signal: AbortSignal) => Promise<Response>;
  onData: (data: unknown) => void;
  onLink?: (link: Link) => void;
  signal: AbortSignal;
  /** For tests: resolves after `ms`, or at once when the signal aborts. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Reads server-sent events until `signal` aborts, connecting again with growing pauses whenever the stream ends. Resolves
 * quietly on abort. Throws the server's own answer when asking again cannot help (400 to 499, except 408, 425 and 429).
 */
export async function follow({ open, onData, onLink, signal, wait = sleep }: Follow): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    onLink?.("connecting");
    try {
      const heard = () => {
        failures = 0;
      };
      await readStream({ open, onData, onLink, signal, heard });
    } catch (error) {
      if (isFinal(error) && !signal.aborted) throw error;
    }
    if (signal.aborted) return;
    onLink?.("waiting");
    await wait(pauseMs(failures++), signal);
  }
}

async function readStream(on: Follow & { heard: () => void }): Promise<void> {
  const cut = new AbortController();
  const signal = AbortSignal.any([on.signal, cut.signal]);
  let watch = setTimeout(() => cut.abort(), silentMsMax);
  try {
    const response = await on.open(signal);
    if (!response.body) throw new Error("a stream without a body");
    on.onLink?.("live");
    const parser = createParser({ onEvent: (message) => on.onData(JSON.parse(message.data)) });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      on.heard();
      clearTimeout(watch);
      watch = setTimeout(() => cut.abort(), silentMsMax);
      parser.feed(value);
    }
  } finally {
    clearTimeout(watch);
  }
}

const isFinal = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  error.status >= 400 &&
  error.status < 500 &&
  ![408, 425, 429].includes(error.status);

/** Doubles, with chance mixed in so that many widgets do not come back in the same instant. */
const pauseMs = (failures: number): number =>
  Math.min(waitMsMax, waitMsMin * 2 ** failures) * (0.5 + Math.random() / 2);

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const wake = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", wake, { once: true });
  });
}
