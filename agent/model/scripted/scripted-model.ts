import { setTimeout as wait } from "node:timers/promises";
import { type Model, type ModelChunk, ModelError, type ModelRequest, type ToolCall } from "../model.ts";
import { errorFromLine, errorFromStatus } from "../ollama-errors.ts";
import {
  type Fault,
  type Piece,
  piecesOf,
  readScript,
  type Script,
  type ScriptedCall,
  type Shown,
} from "./script.ts";

export interface ScriptedModel extends Model {
  /** Every request so far, oldest first. */
  readonly requests: ModelRequest[];
}

/**
 * A model that says what its script says, without a server: for tests of the graph, and for evals. It keeps the
 * contract of the port, faults included; a stall lasts until the call is aborted, because this one has no limits of its own.
 */
export function scriptedModel(script: Script, { name = "scripted" } = {}): ScriptedModel {
  const next = readScript(script);
  const requests: ModelRequest[] = [];
  return {
    name,
    provider: "scripted",
    requests,
    health: async () => ({ ok: true, detail: "A script answers" }),
    async *stream(request, { signal }): AsyncGenerator<ModelChunk> {
      signal.throwIfAborted();
      requests.push(structuredClone(withoutFunctions(request)));
      const shown = shownOf(request);
      const reply = next(shown);
      if (!reply) throw new ModelError("refused", `The script has no reply left for: ${shown.guestText}`);

      const startedMs = performance.now();
      const calls = namedCalls(requests.length);
      const pieces = piecesOf(reply);
      await pause(reply.latencyMs, signal);
      if (reply.fault?.kind === "status") throw errorFromStatus(reply.fault.status, reply.fault.words);
      const firstChunkMs = sinceMs(startedMs);
      for (const [index, piece] of pieces.entries()) {
        await fail(reply.fault, index, signal);
        if (index > 0) await pause(reply.pieceMs, signal);
        signal.throwIfAborted();
        yield chunkOf(piece, calls);
      }
      await fail(reply.fault, pieces.length, signal);
      if (reply.fault?.kind === "no-done") throw new ModelError("cut", "The script ends without an end");
      for (const call of reply.callsOnDone ? (reply.calls ?? []) : []) {
        signal.throwIfAborted();
        yield { type: "tool-call", call: calls(call) };
      }
      signal.throwIfAborted();
      const counted = { promptTokens: tokensIn(request), replyTokens: Math.max(1, pieces.length) };
      const lengthReached = reply.lengthReached && { lengthReached: true };
      const times = { firstChunkMs, totalMs: sinceMs(startedMs) };
      yield { type: "done", usage: { ...counted, ...reply.usage, ...times, ...lengthReached } };
    },
  };
}

/** A tool's renderer is a function, which no clone can hold. */
const withoutFunctions = (request: ModelRequest): ModelRequest => ({
  ...request,
  tools: request.tools.map(({ render: _, ...tool }) => tool),
});

function shownOf({ messages, tools }: ModelRequest): Omit<Shown, "callIndex"> {
  const last = messages.at(-1)?.role;
  return {
    guestText: messages.findLast((message) => message.role === "guest")?.text ?? "",
    lastRole: last === "guest" || last === "tool" ? last : "other",
    tools: tools.map((tool) => tool.name),
  };
}

/** The same ids in every run of the same script. */
function namedCalls(requestCount: number): (call: ScriptedCall) => ToolCall {
  let count = 0;
  return ({ name, arguments: given }) => ({
    id: `call_${requestCount}_${++count}`,
    name,
    argumentsJson: typeof given === "string" ? given : JSON.stringify(given),
  });
}

const chunkOf = (piece: Piece, calls: (call: ScriptedCall) => ToolCall): ModelChunk =>
  piece.type === "call" ? { type: "tool-call", call: calls(piece.call) } : piece;

/** Throws, or stands still, if the fault comes before this piece. */
async function fail(fault: Fault | undefined, index: number, signal: AbortSignal): Promise<void> {
  if (!fault || !("after" in fault) || fault.after !== index) return;
  if (fault.kind === "stall") await aborted(signal);
  if (fault.kind === "error-line") throw errorFromLine(fault.words);
  if (fault.kind === "garbage-line")
    throw new ModelError("malformed", "The script sends what cannot be read");
  throw new ModelError("cut", "The script cuts the stream");
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

async function pause(ms: number | undefined, signal: AbortSignal): Promise<void> {
  if (ms) await wait(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}

const tokensIn = (request: ModelRequest): number =>
  Math.ceil((request.policy.length + JSON.stringify(request.messages).length) / charsPerToken);
const charsPerToken = 4;

const sinceMs = (startedMs: number): number => Math.round(performance.now() - startedMs);
