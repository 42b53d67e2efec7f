import { randomUUID } from "node:crypto";
import { phrases } from "../../phrases.ts";
import { type CallOptions, type Model, type ModelChunk, ModelError, type ModelRequest } from "../model.ts";
import { CallSniffer } from "./call-sniffer.ts";
import { callsInText, type WrittenCall } from "./calls-in-text.ts";
import type { Rung } from "./counters.ts";
import { fitCall } from "./fit-call.ts";
import { RepetitionWatch } from "./repetition.ts";

export interface Asked {
  request: ModelRequest;
  options: CallOptions;
  reached(rung: Rung): void;
}

/** How an attempt ended. All but "fine" want another one. */
export type Ending = "fine" | "swallowed" | "unreadable" | "repetition";

/**
 * One call of the model, read as its chunks come: calls fitted to the tools or taken out of the text, a loop stopped. `done` is passed on only when it
 * ends well. Written out as an iterator: every piece of every answer comes through here, and a generator costs several promises a piece.
 */
export class Attempt implements AsyncIterator<ModelChunk, Ending> {
  readonly #sniffer = new CallSniffer();
  readonly #watches = { text: new RepetitionWatch(), thinking: new RepetitionWatch() };
  readonly #chunks: AsyncIterator<ModelChunk>;
  /** What may be passed on. */
  #ready: ModelChunk[] = [];
  #ending: Ending | null = null;
  /** Whether words or a call have come. */
  #something = false;

  constructor(
    model: Model,
    private readonly asked: Asked,
  ) {
    const { request, options } = asked;
    this.#chunks = model.stream(request, options)[Symbol.asyncIterator]();
  }

  async next(): Promise<IteratorResult<ModelChunk, Ending>> {
    while (this.#ready.length === 0 && this.#ending === null) await this.#read();
    const chunk = this.#ready.shift();
    if (chunk) return { done: false, value: chunk };
    await this.return();
    return { done: true, value: this.#ending ?? "fine" };
  }

  /** The server stops generating for a call that has ended, however it did. */
  async return(): Promise<IteratorResult<ModelChunk, Ending>> {
    await this.#chunks.return?.();
    return { done: true, value: "fine" };
  }

  async #read(): Promise<void> {
    try {
      const { done, value } = await this.#chunks.next();
      if (done) this.#ending = "fine";
      else this.#take(value);
    } catch (error) {
      const isReadable = !(error instanceof ModelError && error.code === "malformed");
      if (isReadable || this.asked.request.sampling === "varied") throw error;
      this.#ending = "unreadable";
    }
  }

  #take(chunk: ModelChunk): void {
    if (chunk.type === "tool-call") this.#ready.push(this.#fitted(chunk.call));
    if (chunk.type === "thinking") this.#ready.push(chunk);
    if (chunk.type === "text") this.#say(this.#sniffer.push(chunk.delta));
    if (chunk.type === "done") this.#finish(chunk);
    else if (chunk.type !== "tool-call" && this.#watches[chunk.type].push(chunk.delta)) {
      if (this.#something) this.#ready.push({ type: "text", delta: phrases.correcting });
      this.#ending = "repetition";
    }
  }

  #finish(done: ModelChunk & { type: "done" }): void {
    const { request, reached } = this.asked;
    const { text, held } = this.#sniffer.end();
    const written = held === "" ? [] : callsInText(held, request.tools);
    this.#ending = "unreadable";
    if (written === "unreadable" && !this.#something) return;
    this.#say(written === "text" ? held : text);
    if (written === "unreadable") return;
    if (Array.isArray(written)) {
      if (written.length > 0) reached("call-in-text");
      for (const call of written) this.#ready.push(this.#fitted({ ...call, id: `call_${randomUUID()}` }));
    }
    this.#ending = "swallowed";
    if (!this.#something && done.usage.replyTokens > 0 && request.sampling !== "varied") return;
    this.#ready.push(done);
    this.#ending = "fine";
  }

  #say(delta: string): void {
    if (delta.trim() !== "") this.#something = true;
    if (delta !== "") this.#ready.push({ type: "text", delta });
  }

  #fitted(call: WrittenCall & { id: string }): ModelChunk {
    this.#something = true;
    const { call: good, rungs } = fitCall(call, this.asked.request.tools);
    for (const rung of rungs) this.asked.reached(rung);
    return { type: "tool-call", call: good };
  }
}
