import { and, eq, inArray } from "drizzle-orm";
import { appendTurnEvent } from "./event-log.ts";
import type { AgentEvent } from "./event-types.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { conversations } from "./schema.ts";

interface Entry {
  conversationId: string;
  turnId: string;
  event: AgentEvent;
  settle: (written: boolean) => void;
  fail: (error: unknown) => void;
}

/**
 * Writes what running turns say into the event log, all conversations in one commit. The first delta of a text and every
 * other event are written in the next tick; later deltas are gathered for at most `gatherMsMax` and joined.
 *
 * Nothing is written for a conversation that a person holds: `write` then resolves to false, and the turn falls silent.
 */
export class EventWriter {
  #waiting: Entry[] = [];
  #gathering: NodeJS.Timeout | null = null;
  #flushing = false;
  /** Texts whose first delta is on its way. */
  #begun = new Set<string>();

  constructor(
    private readonly db: Db,
    private readonly clock: () => number,
    private readonly gatherMsMax: number,
  ) {}

  /** Resolves after the commit that holds the event: true, or false when a person holds the conversation. Rejects when the disk refuses. */
  write(entry: { conversationId: string; turnId: string; event: AgentEvent }): Promise<boolean> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ ...entry, settle, fail });
      if (this.#canWait(entry.event)) this.#gathering ??= setTimeout(() => this.#flush(), this.gatherMsMax);
      else this.#flushSoon();
    });
  }

  /** A delta waits for company, unless it is the first of its text. */
  #canWait(event: AgentEvent): boolean {
    if (event.type === "text-end") this.#begun.delete(event.textId);
    if (event.type !== "text-delta") return false;
    if (this.#begun.has(event.textId)) return true;
    this.#begun.add(event.textId);
    return false;
  }

  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    if (this.#gathering) clearTimeout(this.#gathering);
    const entries = this.#waiting;
    this.#waiting = [];
    this.#gathering = null;
    this.#flushing = false;
    try {
      const agentHeld = atomically(this.db, (tx) => writeEntries(this.db, tx, entries, this.clock()));
      for (const entry of entries) entry.settle(agentHeld.has(entry.conversationId));
    } catch (error) {
      for (const entry of entries) entry.fail(error);
    }
  }
}

/** Returns the conversations that the agent holds: theirs are the entries that were written. */
function writeEntries(db: Db, tx: Tx, entries: Entry[], now: number): Set<string> {
  const ids = [...new Set(entries.map((entry) => entry.conversationId))];
  const held = tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(inArray(conversations.id, ids), eq(conversations.owner, "agent")))
    .all();
  const agentHeld = new Set(held.map((row) => row.id));
  for (const run of joinDeltas(entries.filter((entry) => agentHeld.has(entry.conversationId)))) {
    appendTurnEvent(db, { ...run, now });
  }
  return agentHeld;
}

/** Deltas of one text that stand next to each other become one. */
function joinDeltas(entries: Entry[]): Pick<Entry, "conversationId" | "turnId" | "event">[] {
  const joined: Pick<Entry, "conversationId" | "turnId" | "event">[] = [];
  const lastOf = new Map<string, { event: AgentEvent }>();
  for (const { conversationId, turnId, event } of entries) {
    const last = lastOf.get(conversationId);
    if (
      event.type === "text-delta" &&
      last?.event.type === "text-delta" &&
      last.event.textId === event.textId
    ) {
      last.event = { ...last.event, delta: last.event.delta + event.delta };
      continue;
    }
    const entry = { conversationId, turnId, event };
    joined.push(entry);
    lastOf.set(conversationId, entry);
  }
  return joined;
}
