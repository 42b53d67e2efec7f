import { Agent } from "undici";
import { modelIdleMsMax } from "../limits.ts";
import { ModelError } from "./model.ts";
import { pacedConnector } from "./paced-socket.ts";

export interface CallLimits {
  /** From the request to the first piece of the stream. */
  firstTokenMsMax: number;
  /** Between two pieces, while somebody waits for the next one. */
  idleMsMax: number;
  /** The whole call. */
  totalMsMax: number;
}

/** What a reader of a stream reports, so that its waiting can be bounded. */
export interface StreamWatch {
  /** Before waiting for bytes, and when some came or none will. */
  onWait(): void;
  onBytes(): void;
  /** At least one whole line is handed over: the stream has begun. */
  onLine(): void;
}

export interface CallBounds {
  /** Aborted when the caller aborts or a limit passes; its reason is then what the call throws. */
  signal: AbortSignal;
  watch: StreamWatch;
  /** Frees the timers, and the socket that hangs on `signal`. Call it always. */
  end(): void;
}

/**
 * Connections with the two limits off that would cut a slow model; a call has its own. A connection serves the next call of a turn, which
 * follows at once. One that has been idle for longer is not used again: the server may close it at that moment, and the guest's turn
 * would pay for that. (vLLM closes after 5 s, Ollama never.)
 */
export const modelAgent = ({ connectMsMax }: { connectMsMax: number }): Agent =>
  new Agent({
    keepAliveTimeout: modelIdleMsMax,
    keepAliveMaxTimeout: modelIdleMsMax,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: pacedConnector({ timeout: connectMsMax }),
  });

/** The limits of one streamed call, whichever server it goes to. */
export function boundCall(signal: AbortSignal, limits: CallLimits): CallBounds {
  const call = new AbortController();
  const onAbort = () => call.abort(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });

  const stop = (code: keyof typeof waitedFor, ms: number) =>
    call.abort(new ModelError(code, `The model gave no ${waitedFor[code]} within ${ms} ms`));
  const stopAfter = (ms: number, code: keyof typeof waitedFor) => setTimeout(() => stop(code, ms), ms);
  const total = stopAfter(limits.totalMsMax, "total-timeout");
  const first = stopAfter(limits.firstTokenMsMax, "first-token-timeout");
  let begun = false;
  /** A stream waits some times a second: its timer is set once, and looks at what time it is when it rings. */
  let waitingSinceMs: number | null = null;
  let idle: NodeJS.Timeout | undefined;
  const look = () => {
    idle = undefined;
    if (waitingSinceMs === null) return;
    const leftMs = waitingSinceMs + limits.idleMsMax - performance.now();
    if (leftMs > 0) idle = setTimeout(look, leftMs);
    else stop("idle-timeout", limits.idleMsMax);
  };

  return {
    signal: call.signal,
    watch: {
      onWait() {
        if (!begun) return;
        waitingSinceMs = performance.now();
        idle ??= setTimeout(look, limits.idleMsMax);
      },
      onBytes() {
        waitingSinceMs = null;
      },
      onLine() {
        begun = true;
        clearTimeout(first);
      },
    },
    end() {
      signal.removeEventListener("abort", onAbort);
      for (const timer of [total, first, idle]) clearTimeout(timer);
      call.abort(hasEnded);
    },
  };
}

/** One for all: an abort without a reason makes an error, with its stack, each time. */
const hasEnded = new Error("the call has ended");

const waitedFor = {
  "first-token-timeout": "first token",
  "idle-timeout": "next token",
  "total-timeout": "end",
} as const;
