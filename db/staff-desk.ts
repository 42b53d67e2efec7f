import { and, eq } from "drizzle-orm";
import { logDecision } from "./audit.ts";
import { announce } from "./changes.ts";
import { handoffEvent, waitingLine } from "./escalations.ts";
import { appendEvents } from "./event-log.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { retryInDoubt } from "./retry-action.ts";
import { conversations, escalations, messages, staff } from "./schema.ts";
import { nameOfStaff } from "./staff.ts";
import { sayAsStaff } from "./staff-message.ts";

export type StaffOutcome =
  | { ok: true }
  /** Somebody else was first, or holds the case: who, if the rows say. */
  | { ok: false; why: "taken"; by: string | null }
  | { ok: false; why: "unknown" | "state" | "reused-id" }
  /** Of approvals: decided before; nobody decided in time; this person has approved already; somebody with another role must. */
  | { ok: false; why: "decided" | "too-late" | "same-person" | "role" }
  /** What it depends on could not be read. */
  | { ok: false; why: "unreachable" }
  /** An amount that cannot be set. `say`: why not, for the person who tried. */
  | { ok: false; why: "amount"; say: string }
  /** A credit that cannot be given. `say` begins with the field that is wrong. */
  | { ok: false; why: "credit"; say: string }
  /** It is above what this person's role gives. */
  | { ok: false; why: "credit-role" };

interface StaffAct {
  escalationId: string;
  staffId: string;
  now: number;
}

/** One of many wins. Claiming what one holds already is no error. */
export async function claimEscalation(
  db: Db,
  { escalationId, staffId, now }: StaffAct,
): Promise<StaffOutcome> {
  return atomically(db, (tx) => {
    const won = tx
      .update(escalations)
      .set({ status: "claimed", staffId, claimedAt: now })
      .where(and(eq(escalations.id, escalationId), eq(escalations.status, "open")))
      .run();
    const row = tx.select().from(escalations).where(eq(escalations.id, escalationId)).get();
    if (!row) return { ok: false, why: "unknown" };
    if (won.changes === 0)
      return row.staffId === staffId && row.status === "claimed" ? { ok: true } : taken(tx, row.staffId);
    announce("escalations");
    logOfEscalation(tx, "claimed", { ...row, staffId, now });
    if (row.kind === "question") {
      passConversation(tx, { conversationId: row.conversationId, owner: "staff", staffId, now });
      announcePositions(tx, now);
    }
    return { ok: true };
  });
}

/** A reply of the person who holds the conversation. The same message id twice is one message. */
export async function replyAsStaff(
  db: Db,
  { escalationId, staffId, messageId, text, now }: StaffAct & { messageId: string; text: string },
): Promise<StaffOutcome> {
  return atomically(db, (tx) => {
    const held = findHeld(tx, escalationId, staffId);
    if ("ok" in held) return held;
    const { conversationId, staffName } = held;
    const isNew = sayAsStaff(tx, { conversationId, messageId, text, staffName, now });
    return isNew ? { ok: true } : isSameReply(tx, { conversationId, messageId, text });
  });
}

/** The same words under the same id are the same reply; anything else under it is a mistake that must not pass for a success. */
function isSameReply(
  tx: Tx,
  { conversationId, messageId, text }: { conversationId: string; messageId: string; text: string },
): StaffOutcome {
  const earlier = tx
    .select({ role: messages.role, text: messages.text })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), eq(messages.id, messageId)))
    .get();
  return earlier?.role === "staff" && earlier.text === text ? { ok: true } : { ok: false, why: "reused-id" };
}

/**
 * Ends a question: the conversation is closed (`closed`) or given back to the agent (`agent`). What was in doubt there is then tried again: the
 * person who hands it back has seen to it that the booking system answers.
 */
export async function endEscalation(
  db: Db,
  { escalationId, staffId, owner, now }: StaffAct & { owner: "closed" | "agent" },
): Promise<StaffOutcome> {
  return atomically(db, (tx) => {
    const held = findHeld(tx, escalationId, staffId);
    if ("ok" in held) return held;
    tx.update(escalations)
      .set({ status: "resolved", resolvedAt: now })
      .where(eq(escalations.id, escalationId))
      .run();
    announce("escalations");
    const kind = owner === "agent" ? "handed-back" : "resolved";
    logOfEscalation(tx, kind, {
      id: escalationId,
      conversationId: held.conversationId,
      actionId: null,
      staffId,
      now,
    });
    passConversation(tx, { conversationId: held.conversationId, owner, staffId: null, now });
    if (owner === "agent") retryInDoubt(tx, { conversationId: held.conversationId, staffId, now });
    return { ok: true };
  });
}

function logOfEscalation(
  tx: Tx,
  kind: "claimed" | "handed-back" | "resolved",
  of: { id: string; conversationId: string; actionId: string | null; staffId: string; now: number },
): void {
  const { id: escalationId, conversationId, actionId, staffId, now } = of;
  logDecision(tx, { kind, actor: `staff:${staffId}`, conversationId, actionId, data: { escalationId }, now });
}

/** A question that this person holds, or why not. */
export function findHeld(
  tx: Tx,
  escalationId: string,
  staffId: string,
): { conversationId: string; staffName: string } | Extract<StaffOutcome, { ok: false }> {
  const row = tx
    .select({
      conversationId: escalations.conversationId,
      status: escalations.status,
      kind: escalations.kind,
      holder: escalations.staffId,
      staffName: staff.name,
    })
    .from(escalations)
    .leftJoin(staff, eq(staff.id, escalations.staffId))
    .where(eq(escalations.id, escalationId))
    .get();
  if (!row) return { ok: false, why: "unknown" };
  if (row.status !== "claimed" || row.kind !== "question") return { ok: false, why: "state" };
  if (row.holder !== staffId) return taken(tx, row.holder);
  return { conversationId: row.conversationId, staffName: row.staffName ?? "Staywell" };
}

/** Somebody else was first. */
export const taken = (
  tx: Pick<Tx, "select">,
  staffId: string | null,
): Extract<StaffOutcome, { ok: false }> => ({ ok: false, why: "taken", by: nameOfStaff(tx, staffId) });

function passConversation(
  tx: Tx,
  to: { conversationId: string; owner: "staff" | "agent" | "closed"; staffId: string | null; now: number },
): void {
  const { conversationId, owner, staffId, now } = to;
  tx.update(conversations)
    .set({ owner, staffId, updatedAt: now })
    .where(eq(conversations.id, conversationId))
    .run();
  appendEvents(tx, { conversationId, turnId: null, events: [handoffEvent(tx, conversationId)], now });
}

/** Everybody still in line moved up. */
function announcePositions(tx: Tx, now: number): void {
  for (const conversationId of waitingLine(tx)) {
    appendEvents(tx, { conversationId, turnId: null, events: [handoffEvent(tx, conversationId)], now });
  }
}
