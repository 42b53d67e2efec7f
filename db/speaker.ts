import type { AgentEvent } from "./event-types.ts";

/**
 * Synchronous work of a turn inside a commit. The events that it returns are written in its place, whoever holds the conversation. `isWhole`: all
 * that the turn has said before is written. It may be done again, from the beginning, when the commit did not come about.
 */
export type CommitWork = (isWhole: boolean) => AgentEvent[];

export interface NewVoice {
  conversationId: string;
  turnId: string;
  /** Told at once when something is left unwritten: because a person holds the conversation (null), or because of an error. */
  onLost(error: unknown): void;
}

/** How long may wait what needs not be written at once. In ms. */
export interface WriterWaits {
  /** Deltas that follow the first of their text. */
  deltaMsMax: number;
  /** What a turn is busy with, and work. */
  quietMsMax: number;
}

export type Item = AgentEvent | CommitWork;
export type Wait = keyof WriterWaits;

export interface Said {
  conversationId: string;
  turnId: string;
  items: Item[];
  /** Nothing of what was said before is missing. */
  isWhole: boolean;
}

interface Waiting {
  resolve(isWhole: boolean): void;
  reject(error: unknown): void;
  /** Hears whether something was lost: then it need not be told again. */
  asks: boolean;
}

/** What one turn has said and is not committed, and who waits for it. */
export class Speaker {
  #items: Item[] = [];
  /** The text whose first delta is said. */
  #begun: string | null = null;
  #waiting: Waiting[] = [];
  /** How what was said since the last `settled` ended, where it did not end well. */
  #lost: { error: unknown } | null = null;

  constructor(private readonly voice: NewVoice) {}

  get conversationId(): string {
    return this.voice.conversationId;
  }

  /**
   * How long the item may wait; null: not at all. A delta waits for company, unless it is the first of its text; one that follows another is joined
   * to it. A status, a tool's work and work of the turn wait longer: what they announce often comes at once.
   */
  add(item: Item): Wait | null {
    if (typeof item === "function") {
      this.#items.push(item);
      return "quietMsMax";
    }
    const last = this.#items.at(-1);
    const joins =
      item.type === "text-delta" &&
      typeof last === "object" &&
      last.type === "text-delta" &&
      last.textId === item.textId;
    if (joins) this.#items[this.#items.length - 1] = { ...last, delta: last.delta + item.delta };
    else this.#items.push(item);
    if (item.type === "status" || item.type === "tool-start" || item.type === "tool-end") return "quietMsMax";
    if (item.type !== "text-delta") return null;
    if (this.#begun === item.textId) return "deltaMsMax";
    this.#begun = item.textId;
    return null;
  }

  get failure(): unknown {
    return this.#lost?.error;
  }

  take(): Said {
    const { conversationId, turnId } = this.voice;
    const items = this.#items;
    this.#items = [];
    return { conversationId, turnId, items, isWhole: this.#lost === null };
  }

  settled(asks: boolean): Promise<boolean> {
    if (this.#items.length > 0)
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject, asks }));
    const lost = this.#lost;
    if (asks) this.#lost = null;
    return lost?.error ? Promise.reject(lost.error) : Promise.resolve(lost === null);
  }

  settle(isWhole: boolean): void {
    if (!isWhole && this.#lost === null) this.#lose(null);
    const lost = this.#lost;
    this.#end(({ resolve, reject }) => (lost?.error ? reject(lost.error) : resolve(lost === null)));
  }

  fail(error: unknown): void {
    this.#lose(error);
    this.#end(({ reject }) => reject(error));
  }

  #lose(error: unknown): void {
    this.#lost = { error };
    this.voice.onLost(error);
  }

  /** Whoever waited and asked has heard of it. */
  #end(tell: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) tell(one);
    if (waiting.some(({ asks }) => asks)) this.#lost = null;
  }
}
