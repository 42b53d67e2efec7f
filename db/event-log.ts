import { and, asc, eq, gt, sql } from "drizzle-orm";
import { announce } from "./changes.ts";
import type { AgentEvent, LoggedEvent } from "./event-types.ts";
import { kept, keptByConnection } from "./kept.ts";
import type { Db, Tx } from "./open.ts";
import { events } from "./schema.ts";

/** How many rows one read of the log returns at most. A follower reads again until it has caught up. */
export const rowsPerReadMax = 500;

export interface NewEvents {
  conversationId: string;
  turnId: string | null;
  events: AgentEvent[];
  now: number;
}

/** Appends inside a unit of work, numbering from the last event of the conversation. Followers wake after the commit. */
export function appendEvents(tx: Tx, { conversationId, turnId, events: added, now }: NewEvents): void {
  const { last, insert } = statements(tx);
  let seq = last.get({ conversationId })?.seq ?? 0;
  for (const { type, ...data } of added)
    insert.run({ conversationId, seq: ++seq, turnId, type, data: JSON.stringify(data), createdAt: now });
  announce(`conversation:${conversationId}`);
}

/** The sequence number of the last event of a conversation, 0 when it has none. */
export const lastSeq = (db: Db, { conversationId }: { conversationId: string }): number =>
  statements(db).last.get({ conversationId })?.seq ?? 0;

const statements = keptByConnection((tx: Pick<Tx, "select" | "insert">) => ({
  last: tx
    .select({ seq: sql<number>`coalesce(max(${events.seq}), 0)` })
    .from(events)
    .where(eq(events.conversationId, sql.placeholder("conversationId")))
    .prepare(),
  insert: tx
    .insert(events)
    .values({
      conversationId: sql.placeholder("conversationId"),
      seq: sql.placeholder("seq"),
      turnId: sql.placeholder("turnId"),
      type: sql.placeholder("type"),
      data: sql.placeholder("data"),
      createdAt: sql.placeholder("createdAt"),
    })
    .prepare(),
}));

/** The events of a conversation after `after` (0 for all), oldest first, at most 500 a call. */
export async function readEvents(
  db: Db,
  { conversationId, after = 0 }: { conversationId: string; after?: number },
): Promise<LoggedEvent[]> {
  return pageAfter(db).all({ conversationId, after }).map(toLoggedEvent);
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

/** A row as its readers know it. */
export function toLoggedEvent({
  createdAt,
  data,
  type,
  seq,
  turnId,
}: Pick<typeof events.$inferSelect, "createdAt" | "data" | "type" | "seq" | "turnId">): LoggedEvent {
  return { ...JSON.parse(data), type, seq, at: new Date(createdAt).toISOString(), turnId };
}

const pageAfter = kept((db) =>
  db
    .select()
    .from(events)
    .where(
      and(
        eq(events.conversationId, sql.placeholder("conversationId")),
        gt(events.seq, sql.placeholder("after")),
      ),
    )
    .orderBy(asc(events.seq))
    .limit(rowsPerReadMax)
    .prepare(),
);
