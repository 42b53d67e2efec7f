import { and, eq, inArray, sql } from "drizzle-orm";
import { announce } from "./changes.ts";
import type { AgentEvent, TurnOutcome } from "./event-types.ts";
import { insertMessage } from "./insert-message.ts";
import { kept } from "./kept.ts";
import type { Db } from "./open.ts";
import { isHeldByAgent } from "./ownership.ts";
import { actions, turns } from "./schema.ts";
import { deleteThread } from "./threads.ts";
import { type Turn, type TurnMessage, turnById } from "./turns.ts";

/** The assistant message that a turn's present or next leg writes: `<turn>-<leg>`. */
export const legMessageId = (turn: Pick<Turn, "id" | "legs" | "status">): string =>
  `${turn.id}-${turn.status === "queued" ? turn.legs + 1 : turn.legs}`;

export interface Leg {
  /** As it stands in this leg. */
  turn: Turn;
  /** A crash cut the leg before it off. */
  torn: boolean;
  /** The turn's first, before which there is no checkpoint. */
  isFirst: boolean;
  /** Begins it, inside the commit of what it says first. Returns the event that says so, once. */
  begin(): AgentEvent[];
}

/**
 * The next leg of a turn: a new assistant message. A leg that a crash cut off (`torn`) is begun again, and readers drop its torso, so whatever
 * was finished must be said again. Where a person holds the conversation by now, nothing can be said: then the torso stays and goes on.
 *
 * It begins with the first that it says: until then nobody can see it, and a crash leaves the turn in the queue, where it was.
 */
export function nextLeg(db: Db, turn: Turn): Leg {
  if (turn.status === "waiting" || turn.status === "done") throw new Error(`turn ${turn.id} cannot start`);
  const torn = turn.status === "running";
  if (torn && !isHeldByAgent(db, turn.conversationId))
    return { turn, torn: false, isFirst: false, begin: () => [] };
  const legs = turn.legs + 1;
  const started: Turn = { ...turn, status: "running", legs };
  const begin = (): AgentEvent[] => {
    if (torn && !isHeldByAgent(db, turn.conversationId)) return [];
    if (legStart(db).run({ turnId: turn.id, legs, before: turn.legs }).changes === 0)
      return begun(db, started);
    return [{ type: "turn-start", turnId: turn.id, messageId: legMessageId(started) }];
  };
  return { turn: started, torn, isFirst: legs === 1, begin };
}

const legStart = kept((db) =>
  db
    .update(turns)
    .set({ status: "running", legs: sql`${sql.placeholder("legs")}` })
    .where(
      and(
        eq(turns.id, sql.placeholder("turnId")),
        eq(turns.legs, sql.placeholder("before")),
        inArray(turns.status, ["queued", "running"]),
      ),
    )
    .prepare(),
);

/** It begins once, however often it is asked for. Throws when the turn has gone on without it. */
function begun(db: Db, { id, legs }: Turn): AgentEvent[] {
  const now = turnById(db).get({ turnId: id });
  if (now?.status !== "running" || now.legs !== legs)
    throw new Error(`turn ${id} has gone on without its leg ${legs}`);
  return [];
}

export interface LegEnd {
  turnId: string;
  outcome: TurnOutcome;
  actionId?: string | undefined;
  steps: TurnMessage[];
  now: number;
}

/**
 * Ends a leg, inside the commit of what it said last: stores what it adds to the history and where the turn stands; the LangGraph thread of a turn
 * that is done goes too. Returns the end of its stream; nothing for a leg that has ended, where a second call changes nothing. A turn that would
 * wait for a card decided in the meantime goes back to the queue.
 */
export function endLeg(db: Db, { turnId, outcome, actionId, steps, now }: LegEnd): AgentEvent[] {
  const turn = turnById(db).get({ turnId });
  if (!turn || turn.status === "done" || turn.status === "waiting") return [];
  insertTurnMessages(db, turn, steps, now);
  const status = outcome === "waiting" ? (isStillOpen(db, actionId) ? "waiting" : "queued") : "done";
  legEnd(db).run({
    turnId,
    status,
    outcome: outcome === "waiting" ? null : outcome,
    actionId: actionId ?? turn.actionId,
    endedAt: status === "done" ? now : null,
    queuedAt: status === "queued" ? now : turn.queuedAt,
  });
  if (status === "queued") announce("turns");
  if (status === "done") deleteThread(db, turnId);
  return [{ type: "turn-end", turnId, outcome }];
}

const legEnd = kept((db) =>
  db
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
function insertTurnMessages(db: Db, turn: Turn, steps: TurnMessage[], now: number): void {
  for (const [index, { role, text, detail }] of steps.entries())
    insertMessage(db).run({
      conversationId: turn.conversationId,
      id: `${turn.id}:${index}`,
      turnId: turn.id,
      role,
      text,
      detail: detail === undefined ? null : JSON.stringify(detail),
      createdAt: now,
    });
}

function isStillOpen(db: Db, actionId: string | undefined): boolean {
  if (!actionId) return false;
  const action = db.select({ state: actions.state }).from(actions).where(eq(actions.id, actionId)).get();
  return action?.state === "offered" || action?.state === "awaiting_approval";
}
