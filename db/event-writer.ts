import { handOver } from "./committed-events.ts";
import { toLoggedEvent } from "./event-log.ts";
import type { AgentEvent, LoggedEvent } from "./event-types.ts";
import { kept } from "./kept.ts";
import type { Db } from "./open.ts";

/** How one running turn speaks into the log. */
export interface Voice {
  /** Puts an event behind those before it. It is committed soon, or never: see `settled` and `onLost`. */
  say(event: AgentEvent): void;
  /**
   * Resolves when everything said so far is committed: true, or false when a person held the conversation and something was left
   * unwritten. Rejects when the disk refused it.
   */
  settled(): Promise<boolean>;
}

export interface NewVoice {
  conversationId: string;
  turnId: string;
  /** Told at once when something is left unwritten: because a person holds the conversation (null), or because of an error. */
  onLost(error: unknown): void;
}

/**
 * Writes what running turns say into the event log, all conversations in one commit. The first delta of a text and every
 * other event are written in the next tick; later deltas (joined) and what a turn is busy with, within `gatherMsMax`. Whoever asks whether all
 * is settled waits for nothing.
 *
 * Nothing is written for a conversation that a person holds: each event's own statement asks.
 */
export class EventWriter {
  #speaking = new Set<Speaker>();
  #alongside: Alongside[] = [];
  #gathering: NodeJS.Timeout | null = null;
  #flushing: NodeJS.Immediate | null = null;

  constructor(
    private readonly db: Db,
    private readonly clock: () => number,
    private readonly gatherMsMax: number,
  ) {}

  open(voice: NewVoice): Voice {
    const speaker = new Speaker(voice);
    return {
      say: (event) => {
        this.#speaking.add(speaker);
        if (speaker.add(event) === "can-wait")
          this.#gathering ??= setTimeout(() => this.#flush(), this.gatherMsMax);
        else this.#flushing ??= setImmediate(() => this.#flush());
      },
      settled: () => {
        if (this.#speaking.has(speaker)) this.#flushing ??= setImmediate(() => this.#flush());
        return speaker.settled();
      },
    };
  }

  /** Does something in the next commit of events, which is soon. Resolves after it; rejects, with every event in it, when it cannot be done. */
  alongside(work: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#alongside.push({ work, resolve, reject });
      this.#flushing ??= setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    if (this.#gathering) clearTimeout(this.#gathering);
    if (this.#flushing) clearImmediate(this.#flushing);
    this.#gathering = this.#flushing = null;
    const speaking = [...this.#speaking];
    this.#speaking.clear();
    const said = speaking.map((speaker) => speaker.take());
    const alongside = this.#alongside;
    this.#alongside = [];
    try {
      const written = commit(this.db)(said, alongside, this.clock());
      for (const [index, speaker] of speaking.entries()) {
        const events = written[index] ?? [];
        if (events.length > 0) handOver(this.db, speaker.conversationId, events);
        speaker.settle(events.length === said[index]?.events.length);
      }
      for (const { resolve } of alongside) resolve();
    } catch (error) {
      for (const speaker of speaking) speaker.fail(error);
      for (const { reject } of alongside) reject(error);
    }
  }
}

interface Alongside {
  work: () => void;
  resolve(): void;
  reject(error: unknown): void;
}

interface Said {
  conversationId: string;
  turnId: string;
  events: AgentEvent[];
}

interface Waiting {
  resolve(written: boolean): void;
  reject(error: unknown): void;
}

/** What one turn has said and is not committed, and who waits for it. */
class Speaker {
  #events: AgentEvent[] = [];
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
   * A delta waits for company, unless it is the first of its text; one that follows another is joined to it. A status and a tool's work wait,
   * too: what they announce often comes at once.
   */
  add(event: AgentEvent): "can-wait" | "now" {
    const last = this.#events.at(-1);
    const joins = event.type === "text-delta" && last?.type === "text-delta" && last.textId === event.textId;
    if (joins) this.#events[this.#events.length - 1] = { ...last, delta: last.delta + event.delta };
    else this.#events.push(event);
    if (event.type === "status" || event.type === "tool-start" || event.type === "tool-end")
      return "can-wait";
    if (event.type !== "text-delta") return "now";
    if (this.#begun === event.textId) return "can-wait";
    this.#begun = event.textId;
    return "now";
  }

  take(): Said {
    const { conversationId, turnId } = this.voice;
    const events = this.#events;
    this.#events = [];
    return { conversationId, turnId, events };
  }

  settled(): Promise<boolean> {
    const lost = this.#lost;
    this.#lost = null;
    if (lost?.error) return Promise.reject(lost.error);
    if (this.#events.length === 0) return Promise.resolve(lost === null);
    if (lost) this.#lost = lost;
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  settle(all: boolean): void {
    if (!all) this.#lose(null);
    this.#end(({ resolve }) => resolve(this.#lost === null));
  }

  fail(error: unknown): void {
    this.#lose(error);
    this.#end(({ reject }) => reject(error));
  }

  #lose(error: unknown): void {
    this.#lost = { error };
    this.voice.onLost(error);
  }

  /** Whoever waited has heard of it. */
  #end(tell: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const one of waiting) tell(one);
    this.#lost = null;
  }
}

/**
 * One commit for everybody. Returns the events of each that were written, as the log has them. Each statement numbers its event and asks who
 * holds the conversation; in plain SQL, because drizzle has no insert from a select that gives back what it wrote.
 */
const commit = kept((db) => {
  const insert = db.$client.prepare<unknown[], { seq: number }>(
    `insert into events (conversation_id, seq, turn_id, type, data, created_at)
     select id, (select coalesce(max(seq), 0) + 1 from events where conversation_id = conversations.id), ?, ?, ?, ?
     from conversations where id = ? and owner = 'agent' returning seq`,
  );
  const write = db.$client.transaction(
    (all: Said[], alongside: Alongside[], now: number): LoggedEvent[][] => {
      for (const { work } of alongside) work();
      const at = new Date(now).toISOString();
      return all.map(({ conversationId, turnId, events }) => {
        const written: LoggedEvent[] = [];
        for (const event of events) {
          const { type, ...rest } = event;
          const data = JSON.stringify(rest);
          const row = insert.get(turnId, type, data, now, conversationId);
          // Followers get what a reader of the log would. A delta is strings alone: it needs no reading back.
          if (!row) continue;
          if (event.type === "text-delta") written.push({ ...event, seq: row.seq, at, turnId });
          else written.push(toLoggedEvent({ createdAt: now, data, type, seq: row.seq, turnId }));
        }
        return written;
      });
    },
  );
  return (all: Said[], alongside: Alongside[], now: number) => write.immediate(all, alongside, now);
});
