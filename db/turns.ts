import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { announce } from "./changes.ts";
import { appendEvents } from "./event-log.ts";
import type { TurnOutcome } from "./event-types.ts";
import { insertMessage } from "./insert-message.ts";
import { kept, keptByConnection } from "./kept.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { isHeldByAgent } from "./ownership.ts";
import { actions, messages, turns } from "./schema.ts";

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

const turnById = kept((db) =>
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

/** The assistant message that a turn's present or next leg writes: `<turn>-<leg>`. */
export const legMessageId = (turn: Pick<Turn, "id" | "legs" | "status">): string =>
  `${turn.id}-${turn.status === "queued" ? turn.legs + 1 : turn.legs}`;

/**
 * Begins a leg: a new assistant message. A leg that a crash cut off (`torn`) is begun again, and readers drop its torso, so whatever
 * was finished must be said again. Where a person holds the conversation by now, nothing can be said: then the torso stays and goes on.
 */
export async function startLeg(
  db: Db,
  { turnId, now }: { turnId: string; now: number },
): Promise<{ turn: Turn; torn: boolean; isFirst: boolean }> {
  return atomically(db, (tx) => {
    const turn = turnById(db).get({ turnId });
    if (!turn || turn.status === "waiting" || turn.status === "done")
      throw new Error(`turn ${turnId} cannot start`);
    const torn = turn.status === "running";
    if (torn && !isHeldByAgent(tx, turn.conversationId)) return { turn, torn: false, isFirst: false };
    const legs = turn.legs + 1;
    legStart(tx).run({ turnId, legs });
    const started = { ...turn, status: "running" as const, legs };
    const event = { type: "turn-start" as const, turnId, messageId: legMessageId(started) };
    appendEvents(tx, { conversationId: turn.conversationId, turnId, events: [event], now });
    return { turn: started, torn, isFirst: legs === 1 };
  });
}

const legStart = keptByConnection((tx) =>
  tx
    .update(turns)
    .set({ status: "running", legs: sql`${sql.placeholder("legs")}` })
    .where(eq(turns.id, sql.placeholder("turnId")))
    .prepare(),
);

/**
 * Ends a leg: stores what it adds to the history, the end of its stream, and where the turn stands, in one commit, in which the LangGraph
 * thread of a turn that is done goes too. A second call changes nothing. A turn that would wait for a card decided in the meantime goes back to the queue: returns "queued".
 */
export async function endLeg(
  db: Db,
  {
    turnId,
    outcome,
    actionId,
    steps,
    now,
  }: {
    turnId: string;
    outcome: TurnOutcome;
    actionId?: string | undefined;
    steps: TurnMessage[];
    now: number;
  },
): Promise<Turn["status"]> {
  return atomically(db, (tx) => {
    const turn = turnById(db).get({ turnId });
    if (!turn || turn.status === "done" || turn.status === "waiting") return turn?.status ?? "done";
    insertTurnMessages(tx, turn, steps, now);
    const status = outcome === "waiting" ? (isStillOpen(tx, actionId) ? "waiting" : "queued") : "done";
    legEnd(tx).run({
      turnId,
      status,
      outcome: outcome === "waiting" ? null : outcome,
      actionId: actionId ?? turn.actionId,
      endedAt: status === "done" ? now : null,
      queuedAt: status === "queued" ? now : turn.queuedAt,
    });
    if (status === "queued") announce("turns");
    if (status === "done") deleteThread(db, turnId);
    const end = { type: "turn-end" as const, turnId, outcome };
    appendEvents(tx, { conversationId: turn.conversationId, turnId, events: [end], now });
    return status;
  });
}

const legEnd = keptByConnection((tx) =>
  tx
    .update(turns)
    .set({
      status: sql`${sql.placeholder("status")}`,
      outcome: sql`${sql.placeholder("outcome")}`,
      actionId: sql`${sql.placeholder("actionId")}`,
      endedAt: sql`${sql.placeholder("endedAt")}`,
      queuedAt: sql`${sql.placeholder("queuedAt")}`,
    })
    .where(eq(turns.id, sql.placeholder("turnId")))
    .prepare(),
);

/** `steps` are the turn's from its first leg on; those that an earlier leg stored are left as they are. */
function insertTurnMessages(tx: Tx, turn: Turn, steps: TurnMessage[], now: number): void {
  for (const [index, { role, text, detail }] of steps.entries())
    insertMessage(tx).run({
      conversationId: turn.conversationId,
      id: `${turn.id}:${index}`,
      turnId: turn.id,
      role,
      text,
      detail: detail === undefined ? null : JSON.stringify(detail),
      createdAt: now,
    });
}

function isStillOpen(tx: Tx, actionId: string | undefined): boolean {
  if (!actionId) return false;
  const action = tx.select({ state: actions.state }).from(actions).where(eq(actions.id, actionId)).get();
  return action?.state === "offered" || action?.state === "awaiting_approval";
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

/** The turns that are done and whose LangGraph threads are still there: a crash, or a card closed without a leg, left them. */
export async function listDoneThreads(db: Db, { limit }: { limit: number }): Promise<string[]> {
  if (!hasThreads(db)) return [];
  return db
    .all<{ id: string }>(
      sql`select distinct ${turns.id} as id from ${turns} join checkpoints on checkpoints.thread_id = ${turns.id}
        where ${turns.status} = 'done' limit ${limit}`,
    )
    .map((row) => row.id);
}

/** LangGraph makes its tables itself, when it first needs them. */
const hasThreads = (db: Db): boolean => threadTables(db).get() === 2;

const threadTables = kept((db) =>
  db.$client
    .prepare("select count(*) from sqlite_master where type = 'table' and name in ('checkpoints', 'writes')")
    .pluck(),
);

function deleteThread(db: Db, turnId: string): void {
  if (!hasThreads(db)) return;
  for (const statement of threadDeletions(db)) statement.run(turnId);
}

const threadDeletions = kept((db) =>
  ["checkpoints", "writes"].map((table) => db.$client.prepare(`delete from ${table} where thread_id = ?`)),
);
