import type { ToolSpec } from "../../tools/tool.ts";

/**
 * The port to a language model. One call answers one prompt with text, tool calls, or both.
 *
 * An adapter must: yield text as it arrives; yield every tool call whole and once, wherever the server put it; end with
 * exactly one `done`; stop generating on the server within 1 s when `signal` aborts, and then throw the signal's reason;
 * and fail only by throwing a `ModelError`. It never retries, never runs a tool, never keeps state between calls,
 * never yields a chunk after `done`, and never ends early without throwing.
 */
export interface Model {
  /** What runs: "qwen3.5:4b", "offline". */
  readonly name: string;
  readonly provider: "ollama" | "openai" | "offline" | "scripted";
  stream(request: ModelRequest, options: CallOptions): AsyncIterable<ModelChunk>;
  /** Can it serve now? Never throws; bounded by `modelHealthMsMax`. */
  health(): Promise<{ ok: boolean; detail: string }>;
}

export interface CallOptions {
  signal: AbortSignal;
  /** Who asks. Only `admission.ts`, which lets callers wait, reads it. */
  caller?: Caller;
}

export interface Caller {
  conversationId: string;
  /** Told within 500 ms, and again when it changes: the place in line, 1 being next; 0 when a wait is over. */
  onPlace(place: number): void;
}

/** Structure, not text: adapters that speak to a language model render it through `prompt.ts`; the offline one reads it directly. */
export interface ModelRequest {
  /** The rules of conduct, Markdown. */
  policy: string;
  tools: ToolSpec[];
  /** Oldest first; the last one is what to answer. */
  messages: ModelMessage[];
  guest: { name: string; language: string };
  bookings: BookingBrief[];
  passages: Passage[];
  /** UTC milliseconds. */
  now: number;
  /** Words for this one call, e.g. why the last answer was stopped. Rendered last. */
  correction?: string;
  /** A JSON schema that the reply must keep to. Not together with tools: servers let only one of the two take effect. */
  format?: Record<string, unknown>;
  /** "varied": the same prompt must not end in the same reply, so the sampling is another one. */
  sampling?: "varied";
}

export type ModelMessage =
  /** `known`: what was known when it was first answered. It stays with the message, so that later prompts begin as this one did. */
  | { role: "guest"; text: string; known?: Known }
  /** `thinking`: what led to the calls; a model that is sent it back goes on from there. Only within one turn, and never shown. */
  | { role: "agent"; text: string; toolCalls: ToolCall[]; thinking?: string }
  /** `text` is what a language model reads; `result` is the parsed value behind it, for a tool's renderer. */
  | { role: "tool"; toolCallId: string; name: string; ok: boolean; text: string; result: unknown }
  | { role: "staff"; text: string }
  /** Something code did: "The guest pressed the button. Cancelled; €312.00 refunded." */
  | { role: "note"; text: string }
  /** Older messages in brief, written by code; first, if there. `told` are those of tools, staff and code that `text` shows, as short as there. */
  | { role: "earlier"; text: string; told: ToldMessage[] };

/** What may prove a claim. */
export type ToldMessage = Extract<ModelMessage, { role: "tool" | "staff" | "note" }>;

export interface Known {
  /** UTC milliseconds. */
  now: number;
  bookings: BookingBrief[];
  passages: Passage[];
}

/** `argumentsJson` is what the model wrote, unparsed: a string, so that nothing it made up enters graph state as a value. */
export interface ToolCall {
  id: string;
  name: string;
  argumentsJson: string;
}

export interface BookingBrief {
  ref: string;
  placeName: string;
  city: string;
  checkIn: string;
  checkOut: string;
  status: "upcoming" | "current" | "past" | "cancelled";
}

/** A piece of the help centre that matched. `id` (`<slug>#<n>`) is what a citation names. */
export interface Passage {
  id: string;
  slug: string;
  title: string;
  heading: string;
  text: string;
  /** Higher is better; comparable only within one search. */
  score: number;
  /** Share of the query's distinct content words that the passage holds, 0 to 1: how much to trust the match. */
  coverage: number;
}

export type ModelChunk =
  | { type: "text"; delta: string }
  /** The model's reasoning. Kept inside a tool loop by the adapter's caller, never shown. */
  | { type: "thinking"; delta: string }
  | { type: "tool-call"; call: ToolCall }
  | { type: "done"; usage: ModelUsage };

export interface ModelUsage {
  promptTokens: number;
  replyTokens: number;
  /** Milliseconds from the request to the first chunk, and to the end. */
  firstChunkMs: number;
  totalMs: number;
  /** The server's own account of it, where it gives one: loading the model, reading the prompt, writing the reply. */
  loadMs?: number;
  promptMs?: number;
  replyMs?: number;
  /** The reply was ended at `replyTokensMax`; its last sentence may be half a sentence. */
  lengthReached?: boolean;
}

export type ModelErrorCode =
  | "unreachable"
  | "no-such-model"
  | "first-token-timeout"
  | "idle-timeout"
  | "total-timeout"
  | "cut"
  | "overloaded"
  | "malformed"
  | "refused"
  /** The circuit breaker's: the model was not asked. */
  | "circuit-open"
  /** Admission's: no place at the model within `modelQueueMsMax`. */
  | "busy";

/** How a model fails. `message` is for the operator; the guest never sees it. */
export class ModelError extends Error {
  constructor(
    readonly code: ModelErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "ModelError";
  }
}
