import { and, eq, sql } from "drizzle-orm";
import { onChange } from "./changes.ts";
import { onCommitted } from "./committed-events.ts";
import { readEvents, rowsPerReadMax } from "./event-log.ts";
import type { LoggedEvent } from "./event-types.ts";
import { kept } from "./kept.ts";
import type { Db } from "./open.ts";
import { events, turns } from "./schema.ts";

export interface Following {
  conversationId: string;
  /** The last sequence number that is known already; 0 for the whole log. */
  after?: number;
  /** Its abort ends the following quietly. */
  signal: AbortSignal;
}

/** Yields the log of a conversation from `after` on, then waits for more, until `signal` aborts. */
export async function* followConversation(db: Db, following: Following): AsyncGenerator<LoggedEvent> {
  for await (const page of followPages(db, following)) {
    for (const event of page) {
      yield event;
      if (following.signal.aborted) return;
    }
  }
}

/** Yields a turn's present leg (its last one when it waits or is done), or what comes after `after`, to its `turn-end`. Waits for what is still to come. */
export async function* followTurn(db: Db, following: FollowingTurn): AsyncGenerator<LoggedEvent> {
  for await (const page of followTurnPages(db, following)) yield* page;
}

export interface FollowingTurn extends Following {
  turnId: string;
}

/** The same, with what was committed together in one piece: for those who send it on. */
export async function* followTurnPages(
  db: Db,
  { turnId, after = beforeLeg(db, turnId), ...following }: FollowingTurn,
): AsyncGenerator<LoggedEvent[]> {
  for await (const page of followPages(db, { ...following, after })) {
    const end = page.findIndex((event) => event.type === "turn-end" && event.turnId === turnId);
    const ofTurn = page.filter((event, index) => event.turnId === turnId && (end < 0 || index <= end));
    if (ofTurn.length > 0) yield ofTurn;
    if (end >= 0) return;
  }
}

/**
 * The log in pages, none empty. What this process commits is handed over in memory where it goes on from what was seen; everything else (the
 * past, a gap, units of work, another process) is read from the database.
 */
export async function* followPages(
  db: Db,
  { conversationId, after = 0, signal }: Following,
): AsyncGenerator<LoggedEvent[]> {
  const inbox = openInbox(db, conversationId, signal);
  try {
    let seen = after;
    while (!signal.aborted) {
      const handed = inbox.take(seen);
      const page = handed ?? (await readEvents(db, { conversationId, after: seen }));
      if (!handed && page.length === rowsPerReadMax) inbox.readAgain();
      if (page.length > 0) {
        seen = page.at(-1)?.seq ?? seen;
        yield page;
      } else await inbox.filled();
    }
  } finally {
    inbox.close();
  }
}

/** What came since it was last emptied: events, and the bell that says that the log holds others. */
function openInbox(db: Db, conversationId: string, signal: AbortSignal) {
  /** Whether the log may hold what was not handed over. Whoever comes has the past to read. */
  let mustRead = true;
  let handed: LoggedEvent[] = [];
  let wake = () => {};
  const ring = () => {
    mustRead = true;
    wake();
  };
  const stopHearing = onChange(`conversation:${conversationId}`, ring);
  const stopListening = onCommitted(db, conversationId, (events) => {
    // A reader slower than the talk reads it from the log when its time comes: nothing piles up here.
    if (handed.length + events.length > rowsPerReadMax) [handed, mustRead] = [[], true];
    else handed.push(...events);
    wake();
  });
  signal.addEventListener("abort", ring);
  return {
    /** The events that follow `seen`, perhaps none; null when the log must be read. */
    take(seen: number): LoggedEvent[] | null {
      const fresh = (handed[0]?.seq ?? 0) > seen ? handed : handed.filter(({ seq }) => seq > seen);
      handed = [];
      const goesOn = fresh.every(({ seq }, index) => seq === seen + 1 + index);
      if (!mustRead && goesOn) return fresh;
      mustRead = false;
      return null;
    },
    readAgain() {
      mustRead = true;
    },
    filled: (): Promise<void> =>
      mustRead || handed.length > 0 ? Promise.resolve() : new Promise((resolve) => (wake = resolve)),
    close() {
      stopHearing();
      stopListening();
      signal.removeEventListener("abort", ring);
    },
  };
}

/** The sequence number after which a turn's present leg stands: a queued one begins after the end of the leg before. */
function beforeLeg(db: Db, turnId: string): number {
  const status = turnStatus(db).get({ turnId })?.status;
  if (status === "queued") return lastEnd(db).get({ turnId })?.seq ?? 0;
  return Math.max(0, (lastStart(db).get({ turnId })?.seq ?? 0) - 1);
}

const turnStatus = kept((db) =>
  db
    .select({ status: turns.status })
    .from(turns)
    .where(eq(turns.id, sql.placeholder("turnId")))
    .prepare(),
);

/** The type stands in the statement: SQLite takes the index of these two only where it can read that one of them is meant. */
const lastOf = (type: "turn-start" | "turn-end") =>
  kept((db) =>
    db
      .select({ seq: sql<number>`coalesce(max(${events.seq}), 0)` })
      .from(events)
      .where(and(eq(events.turnId, sql.placeholder("turnId")), sql`${events.type} = ${sql.raw(`'${type}'`)}`))
      .prepare(),
  );
const lastStart = lastOf("turn-start");
const lastEnd = lastOf("turn-end");
