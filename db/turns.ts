import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { appendEvents } from "./event-log.ts";
import { kept } from "./kept.ts";
import { atomically, type Db } from "./open.ts";
import { messages, turns } from "./schema.ts";

export type Turn = typeof turns.$inferSelect;

/** What a turn adds to the history a later prompt is built from. */
export interface TurnMessage {
  role: "agent" | "tool" | "note";
  text: string;
  /** See `messages.detail`. */
  detail: unknown;
}

/** The guest's words that a turn answers, and where they stand in the history. */
export async function turnQuestion(db: Db, { turn }: { turn: Turn }): Promise<{ seq: number; text: string }> {
  const row = questionById(db).get(turn);
  if (!row) throw new Error(`turn ${turn.id} answers a message that is not there`);
  return row;
}

const questionById = kept((db) =>
  db
    .select({ seq: messages.seq, text: messages.text })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder("conversationId")),
        eq(messages.id, sql.placeholder("messageId")),
      ),
    )
    .prepare(),
);

export async function findTurn(db: Db, { turnId }: { turnId: string }): Promise<Turn | undefined> {
  return turnById(db).get({ turnId });
}

export const turnById = kept((db) =>
  db
    .select()
    .from(turns)
    .where(eq(turns.id, sql.placeholder("turnId")))
    .prepare(),
);

/** Queued turns, longest waiting first, and (`running`) those that a crash left running. */
export async function listTurns(
  db: Db,
  { status }: { status: "queued" | "running" | "waiting" },
): Promise<Turn[]> {
  return turnsByStatus(db).all({ status });
}

const turnsByStatus = kept((db) =>
  db
    .select()
    .from(turns)
    .where(eq(turns.status, sql.placeholder("status")))
    .orderBy(asc(turns.queuedAt), asc(turns.id))
    .prepare(),
);

/** The turn of a conversation that has not ended its leg, if any: running first, then queued. */
export async function findOpenTurn(
  db: Db,
  { conversationId }: { conversationId: string },
): Promise<Turn | undefined> {
  const open = db
    .select()
    .from(turns)
    .where(and(eq(turns.conversationId, conversationId), inArray(turns.status, ["running", "queued"])))
    .orderBy(asc(turns.queuedAt))
    .all();
  return open.find((turn) => turn.status === "running") ?? open[0];
}

/** What the legs of a turn have stored so far, oldest first: the steps a leg without its checkpoint starts from. */
export async function storedSteps(db: Db, { turnId }: { turnId: string }): Promise<TurnMessage[]> {
  return db
    .select()
    .from(messages)
    .where(and(eq(messages.turnId, turnId), inArray(messages.role, ["agent", "tool", "note"])))
    .orderBy(asc(messages.seq))
    .all()
    .map((row) => ({
      role: row.role as TurnMessage["role"],
      text: row.text,
      detail: row.detail === null ? undefined : JSON.parse(row.detail),
    }));
}

/** A waiting turn's place in line, 1 being next. */
export async function announceQueuePosition(
  db: Db,
  { turn, position, now }: { turn: Turn; position: number; now: number },
): Promise<void> {
  const event = { type: "status" as const, kind: "queued" as const, position };
  atomically(db, (tx) =>
    appendEvents(tx, { conversationId: turn.conversationId, turnId: turn.id, events: [event], now }),
  );
}
