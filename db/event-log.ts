import { and, asc, eq, gt, sql } from "drizzle-orm";
import { announce, onChange } from "./changes.ts";
import type { AgentEvent, LoggedEvent } from "./event-types.ts";
import type { Db, Tx } from "./open.ts";
import { events, turns } from "./schema.ts";

/** How many rows one read of the log returns at most. A follower reads again until it has caught up. */
const rowsPerReadMax = 500;

export interface NewEvents {
  conversationId: string;
  turnId: string | null;
  events: AgentEvent[];
  now: number;
}

/** Appends inside a unit of work, numbering from the last event of the conversation. Followers wake after the commit. */
export function appendEvents(tx: Tx, { conversationId, turnId, events: added, now }: NewEvents): void {
  const last = tx
    .select({ seq: sql<number>`coalesce(max(${events.seq}), 0)` })
    .from(events)
    .where(eq(events.conversationId, conversationId))
    .get();
  const rows = added.map((event, index) => {
    const { type, ...data } = event;
    return {
      conversationId,
      seq: (last?.seq ?? 0) + index + 1,
      turnId,
      type,
      data: JSON.stringify(data),
      createdAt: now,
    };
  });
  if (rows.length > 0) tx.insert(events).values(rows).run();
  announce(`conversation:${conversationId}`);
}

/** The same for one event of a running turn, inside a unit of work of this handle. Every token comes through here: the statements are kept. */
export function appendTurnEvent(
  db: Db,
  {
    conversationId,
    turnId,
    event,
    now,
  }: { conversationId: string; turnId: string; event: AgentEvent; now: number },
): void {
  const { lastSeq, insert } = keptStatements(db);
  const { type, ...data } = event;
  const seq = (lastSeq.get({ conversationId })?.seq ?? 0) + 1;
  insert.run({ conversationId, seq, turnId, type, data: JSON.stringify(data), createdAt: now });
  announce(`conversation:${conversationId}`);
}

/** The events of a conversation after `after` (0 for all), oldest first, at most 500 a call. */
export async function readEvents(
  db: Db,
  { conversationId, after = 0 }: { conversationId: string; after?: number },
): Promise<LoggedEvent[]> {
  return keptStatements(db).read.all({ conversationId, after }).map(toLoggedEvent);
}

/** Every event of a conversation. */
export async function readAllEvents(
  db: Db,
  { conversationId }: { conversationId: string },
): Promise<LoggedEvent[]> {
  const all: LoggedEvent[] = [];
  for (;;) {
    const page = await readEvents(db, { conversationId, after: all.at(-1)?.seq ?? 0 });
    all.push(...page);
    if (page.length < rowsPerReadMax) return all;
  }
}

/** Yields the log of a conversation from `after` on, then waits for more, until `signal` aborts (which ends it quietly). */
export async function* followConversation(
  db: Db,
  { conversationId, after = 0, signal }: { conversationId: string; after?: number; signal: AbortSignal },
): AsyncGenerator<LoggedEvent> {
  const bell = listen(conversationId, signal);
  try {
    let seen = after;
    while (!signal.aborted) {
      bell.reset();
      const page = await readEvents(db, { conversationId, after: seen });
      for (const event of page) {
        seen = event.seq;
        yield event;
        if (signal.aborted) return;
      }
      if (page.length === 0) await bell.rung();
    }
  } finally {
    bell.stop();
  }
}

/** Yields a turn's present leg (its last one when it waits or is done), to its `turn-end`. Waits for what is still to come. */
export async function* followTurn(
  db: Db,
  { conversationId, turnId, signal }: { conversationId: string; turnId: string; signal: AbortSignal },
): AsyncGenerator<LoggedEvent> {
  const after = beforeLeg(db, turnId);
  for await (const event of followConversation(db, { conversationId, after, signal })) {
    if (event.turnId !== turnId) continue;
    yield event;
    if (event.type === "turn-end") return;
  }
}

/** The sequence number after which a turn's present leg stands: a queued one begins after the end of the leg before. */
function beforeLeg(db: Db, turnId: string): number {
  const turn = db.select({ status: turns.status }).from(turns).where(eq(turns.id, turnId)).get();
  if (turn?.status === "queued") return lastSeq(db, turnId, "turn-end");
  return Math.max(0, lastSeq(db, turnId, "turn-start") - 1);
}

function lastSeq(db: Db, turnId: string, type: "turn-start" | "turn-end"): number {
  const row = db
    .select({ seq: sql<number>`coalesce(max(${events.seq}), 0)` })
    .from(events)
    .where(and(eq(events.turnId, turnId), eq(events.type, type)))
    .get();
  return row?.seq ?? 0;
}

/** Built and prepared once a handle: drizzle's building of a query costs more than SQLite's running of it. */
const kept = new WeakMap<Db, ReturnType<typeof prepareStatements>>();

function keptStatements(db: Db) {
  const statements = kept.get(db) ?? prepareStatements(db);
  kept.set(db, statements);
  return statements;
}

function prepareStatements(db: Db) {
  const { placeholder } = sql;
  return {
    lastSeq: db
      .select({ seq: sql<number>`coalesce(max(${events.seq}), 0)` })
      .from(events)
      .where(eq(events.conversationId, placeholder("conversationId")))
      .prepare(),
    insert: db
      .insert(events)
      .values({
        conversationId: placeholder("conversationId"),
        seq: placeholder("seq"),
        turnId: placeholder("turnId"),
        type: placeholder("type"),
        data: placeholder("data"),
        createdAt: placeholder("createdAt"),
      })
      .prepare(),
    read: db
      .select()
      .from(events)
      .where(
        and(eq(events.conversationId, placeholder("conversationId")), gt(events.seq, placeholder("after"))),
      )
      .orderBy(asc(events.seq))
      .limit(rowsPerReadMax)
      .prepare(),
  };
}

function toLoggedEvent(row: typeof events.$inferSelect): LoggedEvent {
  const at = new Date(row.createdAt).toISOString();
  return { ...JSON.parse(row.data), type: row.type, seq: row.seq, at, turnId: row.turnId };
}

/** Rings at each append to the conversation and when the signal aborts. What rang since `reset` is not missed. */
function listen(conversationId: string, signal: AbortSignal) {
  let rang = false;
  let wake = () => {};
  const ring = () => {
    rang = true;
    wake();
  };
  const unlisten = onChange(`conversation:${conversationId}`, ring);
  signal.addEventListener("abort", ring);
  return {
    reset: () => {
      rang = false;
    },
    rung: () => (rang ? Promise.resolve() : new Promise<void>((resolve) => (wake = resolve))),
    stop: () => {
      unlisten();
      signal.removeEventListener("abort", ring);
    },
  };
}
