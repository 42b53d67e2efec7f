import { Agent, request } from "undici";
import { ModelError } from "./model.ts";
import { type LineWatch, soundLines } from "./ndjson.ts";
import { errorFromStatus } from "./ollama-errors.ts";

export interface CallLimits {
  /** From the request to the first line of the stream. */
  firstTokenMsMax: number;
  /** Between two lines, while somebody waits for the next one. */
  idleMsMax: number;
  /** The whole call. */
  totalMsMax: number;
}

export interface BoundedCall {
  /** For the `ollama` client. */
  fetch: typeof globalThis.fetch;
  /** Aborted when the caller aborts or a limit passes; its reason is then what the call throws. */
  signal: AbortSignal;
  /** Frees the socket and the timers. Call it always. */
  end(): void;
}

/** A connection pool with the two limits off that would cut a slow model; a call has its own. */
export const modelAgent = ({ connectMsMax }: { connectMsMax: number }): Agent =>
  new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectMsMax } });

/**
 * One streamed call, bounded. The `ollama` client takes no signal, leaves the server generating when its reader stops, and
 * skips a line it cannot parse after printing it, guest's words and all. So this fetch closes the socket the moment the
 * caller aborts or a limit passes, throws a `ModelError` for a status other than 2xx and for an error line, and hands
 * over whole, sound lines only.
 */
export function boundedCall(agent: Agent, signal: AbortSignal, limits: CallLimits): BoundedCall {
  const call = new AbortController();
  const onAbort = () => call.abort(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });

  const stopAfter = (ms: number, code: keyof typeof waitedFor) =>
    setTimeout(
      () => call.abort(new ModelError(code, `The model gave no ${waitedFor[code]} within ${ms} ms`)),
      ms,
    );
  const total = stopAfter(limits.totalMsMax, "total-timeout");
  const first = stopAfter(limits.firstTokenMsMax, "first-token-timeout");
  let idle: NodeJS.Timeout | undefined;
  let begun = false;

  const lines: LineWatch = {
    onWait() {
      if (begun) idle = stopAfter(limits.idleMsMax, "idle-timeout");
    },
    onBytes: () => clearTimeout(idle),
    onLine() {
      begun = true;
      clearTimeout(first);
    },
  };

  return {
    fetch: clientFetch(agent, call.signal, lines),
    signal: call.signal,
    end() {
      signal.removeEventListener("abort", onAbort);
      for (const timer of [total, first, idle]) clearTimeout(timer);
      call.abort();
    },
  };
}

const waitedFor = {
  "first-token-timeout": "first token",
  "idle-timeout": "next token",
  "total-timeout": "end",
} as const;

/**
 * A fetch that ends with `signal` and throws a `ModelError` for a status other than 2xx, which the client would print. It gives
 * as much of a `Response` as the client uses, over undici's `request`: its `fetch` costs half as much again a token.
 */
export const clientFetch = (
  agent: Agent,
  signal: AbortSignal,
  lines?: LineWatch,
): typeof globalThis.fetch => {
  const fetchOnce = async (url: string, { method = "GET", headers, body }: RequestInit) => {
    const init = { method, headers, body, signal, dispatcher: agent } as Parameters<typeof request>[1];
    const answer = await request(url, init);
    const { statusCode: status } = answer;
    if (status < 200 || status > 299) throw errorFromStatus(status, await answer.body.text());
    return {
      ok: true,
      status,
      json: () => answer.body.json(),
      ...(lines && { body: { getReader: () => soundLines(answer.body, lines) } }),
    };
  };
  return fetchOnce as unknown as typeof globalThis.fetch;
};
