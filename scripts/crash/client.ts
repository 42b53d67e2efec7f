import { setTimeout as wait } from "node:timers/promises";
import type { LoggedEvent } from "../../agent/events.ts";
import type { Moment } from "./kill-plan.ts";
import type { Moments } from "./moments.ts";
import type { ServerProcess } from "./server-process.ts";

export interface Answer {
  status: number;
  body: unknown;
}

/** Where requests go, and what notices them. */
export interface Wire {
  url: string;
  server: ServerProcess;
  moments: Moments;
  /** Aborts when the run is over. */
  signal: AbortSignal;
}

export interface Request {
  path: string;
  headers: Record<string, string>;
  json?: unknown;
  /** What is told when it is on its way, and when it was answered. */
  tells?: { sent: Moment; taken: Moment };
}

/** The connection broke: whether the server has done what was asked nobody knows. */
export class Unknown extends Error {}

/** Sends once. The body of an event stream is read to its end, in the background: the answer is its status. Throws `Unknown`. */
export async function sendOnce(wire: Wire, { path, headers, json, tells }: Request): Promise<Answer> {
  const post = json === undefined ? {} : { method: "POST", body: JSON.stringify(json) };
  try {
    const asked = fetch(wire.url + path, {
      ...post,
      headers: { ...headers, ...(json !== undefined && { "content-type": "application/json" }) },
      signal: wire.signal,
    });
    if (tells) wire.moments.happened(tells.sent);
    const response = await asked;
    const { status } = response;
    if (response.headers.get("content-type")?.includes("event-stream")) {
      void response.text().catch(() => undefined);
      if (tells && status === 200) wire.moments.happened(tells.taken);
      return { status, body: null };
    }
    const body: unknown = await response.json().catch(() => null);
    if (tells && status === 200) wire.moments.happened(tells.taken);
    return { status, body };
  } catch (error) {
    wire.signal.throwIfAborted();
    throw new Unknown("the connection broke", { cause: error });
  }
}

/** Sends until there is an answer, as a client does that keeps its ids: a broken connection is tried again once a server is there. */
export async function send(wire: Wire, request: Request): Promise<Answer> {
  for (;;) {
    await wire.server.up();
    wire.signal.throwIfAborted();
    try {
      return await sendOnce(wire, request);
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
      await wait(tryAgainMs);
    }
  }
}

/** Follows a conversation's events over every death of the server, from where it stood, until `signal` aborts. */
export async function follow(
  wire: Wire,
  {
    path,
    headers,
    after,
    see,
    signal,
  }: {
    path: string;
    headers: Record<string, string>;
    after(): number;
    see(event: LoggedEvent): void;
    signal: AbortSignal;
  },
): Promise<void> {
  while (!signal.aborted) {
    await wire.server.up();
    try {
      const response = await fetch(`${wire.url}${path}?after=${after()}`, { headers, signal });
      if (response.status === 200)
        for await (const data of sseData(response)) see(JSON.parse(data) as LoggedEvent);
      else await response.body?.cancel();
    } catch {
      // The server died, or the run is over: the loop knows.
    }
    await wait(tryAgainMs, undefined, { signal }).catch(() => undefined);
  }
}

async function* sseData(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = block.split("\n").find((line) => line.startsWith("data: "));
      if (data) yield data.slice("data: ".length);
    }
  }
}

const tryAgainMs = 15;
