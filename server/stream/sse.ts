import { once } from "node:events";
import type { Response } from "express";

/** A comment line this often keeps proxies from closing a quiet stream. */
const pingMsEvery = 15_000;

export interface Sse {
  /** Aborts when the client goes away: only a disconnect, never a stop of what is being told. */
  readonly signal: AbortSignal;
  /** Sends one event; waits while the client is slower than we are. */
  send(data: unknown, id?: number): Promise<void>;
  /** Sends several in one piece: one write to the socket, however many they are. */
  sendAll(events: SseEvent[]): Promise<void>;
  end(lastLine?: string): void;
}

export interface SseEvent {
  data: unknown;
  id?: number | undefined;
}

/** Turns a response into a stream of server-sent events. */
export function openSse(response: Response, headers: Record<string, string> = {}): Sse {
  const gone = new AbortController();
  response.status(200).set({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
    ...headers,
  });
  response.flushHeaders();
  const ping = setInterval(() => response.write(": ping\n\n"), pingMsEvery);
  response.on("close", () => {
    clearInterval(ping);
    gone.abort();
  });
  const sendAll = async (events: SseEvent[]): Promise<void> => {
    if (gone.signal.aborted || events.length === 0) return;
    if (!response.write(events.map(written).join("")))
      await once(response, "drain", { signal: gone.signal }).catch(() => undefined);
  };
  return {
    signal: gone.signal,
    send: (data, id) => sendAll([{ data, id }]),
    sendAll,
    end(lastLine) {
      if (lastLine) response.write(`data: ${lastLine}\n\n`);
      response.end();
    },
  };
}

const written = ({ data, id }: SseEvent): string =>
  `${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
