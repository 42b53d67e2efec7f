import { handOver } from "./committed-events.ts";
import { toLoggedEvent } from "./event-log.ts";
import type { AgentEvent, LoggedEvent } from "./event-types.ts";
import { kept } from "./kept.ts";
import type { Db } from "./open.ts";
import {
  type CommitWork,
  type Item,
  type NewVoice,
  type Said,
  Speaker,
  type Wait,
  type WriterWaits,
} from "./speaker.ts";

/** How one running turn speaks into the log. */
export interface Voice {
  /** Puts an event behind those before it. It is committed soon, or never: see `settled` and `onLost`. */
  say(event: AgentEvent): void;
  /** Puts work into the commit of the events that it stands among. It waits for the next of them, for whoever asks whether all is settled, or its while. */
  also(work: CommitWork): void;
  /** Resolves when everything said so far is committed, or left unwritten because a person holds the conversation. Rejects when the disk refused it. */
  written(): Promise<void>;
  /**
   * The same, and tells: true when everything said since it was asked last is committed, false when a person held the conversation and
   * something was left unwritten.
   */
  settled(): Promise<boolean>;
  /** Why something said so far could not be written, if nobody has asked since. */
  failure(): unknown;
}

/**
 * Writes what running turns say into the event log, all conversations in one commit. The first delta of a text and every
 * other event are written in the next tick; later deltas (joined), what a turn is busy with, and work, within their waits. Whoever asks whether all
 * is settled waits for nothing. What cannot be written for one turn takes no other's words with it.
 *
 * Nothing is written for a conversation that a person holds, but what work returns: each event's own statement asks.
 */
export class EventWriter {
  #speaking = new Set<Speaker>();
  #gathering: { [Kind in Wait]?: NodeJS.Timeout } = {};
  #flushing: NodeJS.Immediate | null = null;

  constructor(
    private readonly db: Db,
    private readonly clock: () => number,
    private readonly waits: WriterWaits,
  ) {}

  open(voice: NewVoice): Voice {
    const speaker = new Speaker(voice);
    const add = (item: Item) => {
      this.#speaking.add(speaker);
      const wait = speaker.add(item);
      if (wait) this.#gathering[wait] ??= setTimeout(() => this.#flush(), this.waits[wait]);
      else this.#flushSoon();
    };
    const ask = (asks: boolean) => {
      if (this.#speaking.has(speaker)) this.#flushSoon();
      return speaker.settled(asks);
    };
    return {
      say: add,
      also: add,
      written: async () => void (await ask(false)),
      settled: () => ask(true),
      failure: () => speaker.failure,
    };
  }

  #flushSoon(): void {
    this.#flushing ??= setImmediate(() => this.#flush());
  }

  #flush(): void {
    for (const timer of Object.values(this.#gathering)) clearTimeout(timer);
    if (this.#flushing) clearImmediate(this.#flushing);
    this.#gathering = {};
    this.#flushing = null;
    const speaking = [...this.#speaking];
    this.#speaking.clear();
    this.#write(speaking.map((speaker) => ({ speaker, said: speaker.take() })));
  }

  #write(all: { speaker: Speaker; said: Said }[]): void {
    let written: Written[];
    try {
      written = commit(this.db)(
        all.map(({ said }) => said),
        this.clock(),
      );
    } catch (error) {
      if (all.length > 1 && !isWholeDatabase(error)) for (const one of all) this.#write([one]);
      else for (const { speaker } of all) speaker.fail(error);
      return;
    }
    for (const [index, { speaker }] of all.entries()) {
      const { events, isWhole } = written[index] as Written;
      if (events.length > 0) handOver(this.db, speaker.conversationId, events);
      speaker.settle(isWhole);
    }
  }
}

/** What stops one commit would stop the next: a busy database is waited for once, not once for each turn. */
const isWholeDatabase = (error: unknown): boolean =>
  /^SQLITE_(?:BUSY|LOCKED|FULL|READONLY|IOERR|NOMEM|CORRUPT|NOTADB|CANTOPEN)/.test(
    String((error as { code?: unknown } | null)?.code),
  );

interface Written {
  events: LoggedEvent[];
  isWhole: boolean;
}

interface WrittenTo {
  /** 1: whoever holds the conversation. */
  always: 0 | 1;
  now: number;
  at: string;
  written: Written;
}

/**
 * One commit for everybody. Returns the events of each that were written, as the log has them. Each statement numbers its event and asks who
 * holds the conversation; in plain SQL, because drizzle has no insert from a select that gives back what it wrote.
 */
const commit = kept((db) => {
  const insert = db.$client.prepare<unknown[], { seq: number }>(
    `insert into events (conversation_id, seq, turn_id, type, data, created_at)
     select id, (select coalesce(max(seq), 0) + 1 from events where conversation_id = conversations.id), ?, ?, ?, ?
     from conversations where id = ? and (owner = 'agent' or ?) returning seq`,
  );
  const write = db.$client.transaction((all: Said[], now: number): Written[] => {
    const at = new Date(now).toISOString();
    return all.map((said) => {
      const written: Written = { events: [], isWhole: said.isWhole };
      for (const item of said.items)
        if (typeof item !== "function") add(said, item, { always: 0, now, at, written });
        else for (const event of item(written.isWhole)) add(said, event, { always: 1, now, at, written });
      return written;
    });
  });
  function add({ conversationId, turnId }: Said, event: AgentEvent, to: WrittenTo): void {
    const { now, at, written } = to;
    const { type, ...rest } = event;
    const data = JSON.stringify(rest);
    const row = insert.get(turnId, type, data, now, conversationId, to.always);
    // Followers get what a reader of the log would. A delta is strings alone: it needs no reading back.
    if (!row) written.isWhole = false;
    else if (event.type === "text-delta") written.events.push({ ...event, seq: row.seq, at, turnId });
    else written.events.push(toLoggedEvent({ createdAt: now, data, type, seq: row.seq, turnId }));
  }
  return (all: Said[], now: number) => write.immediate(all, now);
});
