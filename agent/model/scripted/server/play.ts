import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Piece, piecesOf, type ScriptedReply } from "../script.ts";

/** How one protocol writes a reply. */
export interface Wire {
  contentType: string;
  piece(piece: Piece): string;
  /** The last line, with the tool calls that were kept for it. */
  done(reply: ScriptedReply, pieceCount: number): string;
  error(words: string): string;
  /** The body of a failure that comes as a status; `{"error": words}` when the protocol says nothing else. */
  status?(status: number, words: string): object;
  garbage: string;
}

/**
 * Streams a scripted reply, its waits and its fault included, until it is whole or `gone` aborts. As Ollama does, it
 * sends the headers with the first piece and not before, and a failure before that as a status.
 */
export async function play(
  response: ServerResponse,
  reply: ScriptedReply,
  wire: Wire,
  gone: AbortSignal,
): Promise<void> {
  const { fault } = reply;
  const pieces = piecesOf(reply);
  await pause(reply.latencyMs, gone);
  const failWith = (status: number, words: string) =>
    fail(response, status, words, wire.status?.(status, words));
  if (fault?.kind === "status") return failWith(fault.status, fault.words);

  response.setHeader("content-type", wire.contentType);
  for (let index = 0; index <= pieces.length; index++) {
    if (fault && "after" in fault && fault.after === index) {
      if (fault.kind === "stall") return; // The socket stays open until the client has had enough.
      if (fault.kind === "cut") return void response.destroy(new Error("cut by the script"));
      if (index === 0 && fault.kind === "error-line") return failWith(500, fault.words);
      return void response.end(fault.kind === "error-line" ? wire.error(fault.words) : wire.garbage);
    }
    const piece = pieces[index];
    if (!piece) break;
    if (index > 0) await pause(reply.pieceMs, gone);
    if (gone.aborted) return;
    response.write(wire.piece(piece));
  }
  response.end(fault?.kind === "no-done" ? "" : wire.done(reply, pieces.length));
}

export function fail(
  response: ServerResponse,
  status: number,
  words: string,
  body: object = { error: words },
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}

const pause = async (ms: number | undefined, gone: AbortSignal): Promise<void> => {
  if (ms) await wait(ms, undefined, { signal: gone }).catch(() => undefined);
};
