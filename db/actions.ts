import { and, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { type Action, type StoredQuote, toCard } from "./action-card.ts";
import {
  closeOffer,
  endWaitingTurn,
  getAction,
  logOfAction,
  move,
  queueWaitingTurn,
  showCard,
} from "./action-moves.ts";
import { type DecidedBy, logQuoted } from "./audit-of-actions.ts";
import type { Receipt } from "./event-types.ts";
import { kept } from "./kept.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { isHeldByAgent } from "./ownership.ts";
import { actions, turns } from "./schema.ts";

export type { Action } from "./action-card.ts";

export interface NewAction {
  /** The confirmation id to use when the offer is new. */
  id: string;
  conversationId: string;
  guestId: string;
  turnId: string;
  tool: string;
  subject: string;
  /** Parsed input of the tool, as JSON. */
  input: string;
  quote: StoredQuote;
  hash: string;
  /** Which model asked for it, under which rules. For the audit. */
  by?: DecidedBy;
  expiresAt: number;
  now: number;
}

/**
 * Issues a confirmation id for a quote and shows its card. The same quote in the same turn is the same action (a node that runs
 * twice offers once). Open offers of this guest for the same subject are replaced; one that is confirmed and not yet done is not.
 */
export async function offerAction(db: Db, offer: NewAction): Promise<Offer> {
  const { now, quote, by, ...row } = offer;
  return atomically(db, (tx) => {
    const again = tx
      .select()
      .from(actions)
      .where(and(eq(actions.turnId, row.turnId), eq(actions.hash, row.hash)))
      .get();
    if (again) return { kind: "offered", action: again };
    if (!isHeldByAgent(tx, row.conversationId) || hasEnded(tx, row.turnId)) return { kind: "silenced" };
    if (isUnderWay(tx, row)) return { kind: "under-way" };
    const older = tx
      .select()
      .from(actions)
      .where(
        and(eq(actions.guestId, row.guestId), eq(actions.subject, row.subject), eq(actions.state, "offered")),
      )
      .all();
    for (const action of older) closeOffer(tx, action, "replaced", now);
    const action = tx
      .insert(actions)
      .values({ ...row, quote: JSON.stringify(quote), state: "offered", createdAt: now })
      .returning()
      .get();
    // Should everything else be lost, the turn still knows what it offered.
    tx.update(turns).set({ actionId: action.id }).where(eq(turns.id, row.turnId)).run();
    logQuoted(tx, action, by, now);
    showCard(tx, action, now);
    return { kind: "offered", action };
  });
}

/** A turn that was stopped, or left behind by the watchdog, offers nothing any more: its tool may answer late. */
function hasEnded(tx: Tx, turnId: string): boolean {
  const turn = tx.select({ status: turns.status }).from(turns).where(eq(turns.id, turnId)).get();
  return turn?.status === "done";
}

/** Is a confirmed action about the same thing still to be run or approved? Then a second one must wait. */
function isUnderWay(tx: Tx, { guestId, subject }: { guestId: string; subject: string }): boolean {
  const confirmed = tx
    .select({ id: actions.id })
    .from(actions)
    .where(
      and(
        eq(actions.guestId, guestId),
        eq(actions.subject, subject),
        inArray(actions.state, ["accepted", "awaiting_approval", "approved", "in_doubt"]),
      ),
    )
    .get();
  return confirmed !== undefined;
}

export type Offer =
  | { kind: "offered"; action: Action }
  /** A person holds the conversation, or the turn has ended. */
  | { kind: "silenced" }
  /** The guest has confirmed an action about the same subject that has not run yet. */
  | { kind: "under-way" };

export type Decision =
  | { kind: "decided"; action: Action }
  /** A person holds the conversation: the card stays as it is. */
  | { kind: "person-holds"; action: Action }
  /** Not this guest's, not this conversation's, or never issued. */
  | { kind: "unknown" }
  /** Decided or ended before: `action` tells how. */
  | { kind: "used"; action: Action };

export interface GuestDecision {
  confirmationId: string;
  conversationId: string;
  guestId: string;
  decision: "accept" | "decline";
  /** The turn whose typed yes this is. It then runs the action itself; the turn that waited is done. */
  byTurnId?: string;
  now: number;
}

/** The guest's one decision on an offer. By the button it queues the waiting turn; by a typed yes the yes's own turn goes on. */
export async function decideAction(db: Db, request: GuestDecision): Promise<Decision> {
  const { confirmationId, conversationId, guestId, decision, byTurnId, now } = request;
  return atomically(db, (tx): Decision => {
    const action = tx
      .select()
      .from(actions)
      .where(
        and(
          eq(actions.id, confirmationId),
          eq(actions.conversationId, conversationId),
          eq(actions.guestId, guestId),
        ),
      )
      .get();
    if (!action) return { kind: "unknown" };
    if (action.state !== "offered") return { kind: "used", action };
    if (action.expiresAt <= now) return { kind: "used", action: closeOffer(tx, action, "expired", now) };
    if (!isHeldByAgent(tx, conversationId)) return { kind: "person-holds", action };
    const state = decision === "accept" ? "accepted" : "declined";
    const decided = move(
      tx,
      action,
      ["offered"],
      state,
      { decidedAt: now, acceptedByTurnId: byTurnId ?? null },
      now,
    );
    if (!decided) throw new Error(`action ${action.id} changed inside its own transaction`);
    if (byTurnId) {
      endWaitingTurn(tx, action, "reply", now);
      tx.update(turns).set({ actionId: action.id }).where(eq(turns.id, byTurnId)).run();
    } else queueWaitingTurn(tx, action, now);
    return { kind: "decided", action: decided };
  });
}

/**
 * Marks an action done and writes its receipt, inside the transaction of its effect. Null when it may not run: then the caller must
 * leave everything as it is. The unique keys of the effect's own rows say the same again.
 */
export function finishAction(
  tx: Tx,
  { actionId, receipt, now }: { actionId: string; receipt: Receipt; now: number },
): Action | null {
  const action = getAction(tx, actionId);
  const done = move(
    tx,
    action,
    ["accepted", "approved"],
    "done",
    { outcome: JSON.stringify(receipt), finishedAt: now },
    now,
  );
  if (done) logOfAction(tx, done, { type: "receipt", receipt }, now);
  return done;
}

/** Why an action failed: what `outcome` of a failed one holds as JSON. */
export interface Failure {
  /** For the guest. */
  reason: string;
  /** A person must look at it. */
  personNeeded?: boolean;
  /** It could be done, but for another amount. */
  changed?: boolean;
}

/** A confirmed action that can no longer run. */
export async function failAction(
  db: Db,
  { actionId, now, ...failure }: Failure & { actionId: string; now: number },
): Promise<void> {
  atomically(db, (tx) => {
    const outcome = JSON.stringify(failure);
    move(tx, getAction(tx, actionId), ["accepted", "approved"], "failed", { outcome, finishedAt: now }, now);
  });
}

/** Queues the turn of every confirmed action whose turn has ended without running it, once its time to be tried again has come. Returns how many. */
export async function requeueStrandedActions(db: Db, { now }: { now: number }): Promise<number> {
  return atomically(db, (tx) => {
    const stranded = tx
      .select({ action: actions })
      .from(actions)
      .innerJoin(turns, eq(turns.id, sql`coalesce(${actions.acceptedByTurnId}, ${actions.turnId})`))
      .where(
        and(
          inArray(actions.state, ["accepted", "approved"]),
          eq(turns.status, "done"),
          or(isNull(actions.retryAt), lte(actions.retryAt, now)),
        ),
      )
      .all();
    for (const { action } of stranded) queueWaitingTurn(tx, action, now);
    return stranded.length;
  });
}

/** Shows an action again: its card, and its receipt if it is done. For a leg that begins anew after a crash. */
export async function showActionAgain(
  db: Db,
  { actionId, now }: { actionId: string; now: number },
): Promise<void> {
  atomically(db, (tx) => {
    const action = getAction(tx, actionId);
    showCard(tx, action, now);
    if (action.state !== "done") return;
    logOfAction(tx, action, { type: "receipt", receipt: JSON.parse(action.outcome ?? "null") }, now);
  });
}

/** Closes every offer whose time is over. Returns how many. */
export async function expireActions(db: Db, { now }: { now: number }): Promise<number> {
  return atomically(db, (tx) => {
    const over = tx
      .select()
      .from(actions)
      .where(and(eq(actions.state, "offered"), lte(actions.expiresAt, now)))
      .all();
    for (const action of over) closeOffer(tx, action, "expired", now);
    return over.length;
  });
}

export async function findAction(db: Db, { actionId }: { actionId: string }): Promise<Action | undefined> {
  return db.select().from(actions).where(eq(actions.id, actionId)).get();
}

/** The offers a guest can still accept in a conversation. */
export async function listOpenActions(
  db: Db,
  { conversationId, now }: { conversationId: string; now: number },
): Promise<Action[]> {
  return db
    .select()
    .from(actions)
    .where(and(eq(actions.conversationId, conversationId), eq(actions.state, "offered")))
    .all()
    .filter((action) => action.expiresAt > now);
}

/** The action that a turn's typed yes or no decided, if it did. */
export async function findActionDecidedBy(
  db: Db,
  { turnId }: { turnId: string },
): Promise<Action | undefined> {
  return decidedBy(db).get({ turnId });
}

const decidedBy = kept((db) =>
  db
    .select()
    .from(actions)
    .where(eq(actions.acceptedByTurnId, sql.placeholder("turnId")))
    .prepare(),
);

/** The cards of a conversation in their present states, oldest first. */
export async function listCards(db: Db, { conversationId }: { conversationId: string }) {
  return db
    .select()
    .from(actions)
    .where(eq(actions.conversationId, conversationId))
    .orderBy(actions.createdAt)
    .all()
    .map(toCard);
}
