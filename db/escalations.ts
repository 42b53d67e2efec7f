import { and, asc, desc, eq, inArray, ne } from "drizzle-orm";
import { toCard } from "./action-card.ts";
import { announce } from "./changes.ts";
import { appendEvents, readAllEvents } from "./event-log.ts";
import type { AgentEvent, EscalationDetail, EscalationSummary } from "./event-types.ts";
import { insertJob } from "./jobs.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { actions, approvals, conversations, escalations, guests, messages, staff } from "./schema.ts";

/** How many escalations the console lists at most. */
const listedMax = 200;

export interface NewEscalation {
  id: string;
  conversationId: string;
  turnId: string | null;
  reason: string;
  summary: string;
  /** What the guest is told: where she stands, without a promise nobody can keep. */
  promise: string;
  now: number;
}

/**
 * Hands a conversation from the agent to people: owner, escalation, job and event in one commit. When people have it already,
 * nothing changes. Returns how things stand.
 */
export async function escalate(db: Db, request: NewEscalation): Promise<AgentEvent & { type: "handoff" }> {
  const { id, conversationId, turnId, reason, summary, promise, now } = request;
  return atomically(db, (tx) => {
    const taken = tx
      .update(conversations)
      .set({ owner: "queued", updatedAt: now })
      .where(and(eq(conversations.id, conversationId), inArray(conversations.owner, ["agent", "closed"])))
      .run();
    if (taken.changes === 0) return handoffEvent(tx, conversationId);
    insertEscalation(tx, { id, conversationId, kind: "question", actionId: null, reason, summary, now });
    const event = { ...handoffEvent(tx, conversationId), promise };
    appendEvents(tx, { conversationId, turnId, events: [event], now });
    return event;
  });
}

/** The row and its job, inside somebody's unit of work. */
export function insertEscalation(
  tx: Tx,
  row: Pick<NewEscalation, "id" | "conversationId" | "reason" | "summary" | "now"> & {
    kind: "question" | "approval";
    actionId: string | null;
  },
): void {
  const { now, ...rest } = row;
  tx.insert(escalations)
    .values({ ...rest, status: "open", createdAt: now })
    .run();
  announce("escalations");
  insertJob(tx, { id: `notify-${row.id}`, kind: "notify-staff", payload: { escalationId: row.id }, now });
}

/** How a conversation stands between agent and people, with the guest's place in line while she waits (1 is next). */
export function handoffEvent(tx: Tx, conversationId: string): AgentEvent & { type: "handoff" } {
  const row = tx
    .select({ owner: conversations.owner, staffName: staff.name })
    .from(conversations)
    .leftJoin(staff, eq(staff.id, conversations.staffId))
    .where(eq(conversations.id, conversationId))
    .get();
  if (!row) throw new Error(`no conversation ${conversationId}`);
  if (row.owner === "staff")
    return { type: "handoff", state: "staff", ...(row.staffName && { staffName: row.staffName }) };
  if (row.owner !== "queued") return { type: "handoff", state: row.owner };
  const line = waitingLine(tx);
  return { type: "handoff", state: "queued", position: line.indexOf(conversationId) + 1 || line.length };
}

/** The conversations whose questions wait for a person, longest waiting first. */
function waitingLine(tx: Tx): string[] {
  return tx
    .select({ conversationId: escalations.conversationId })
    .from(escalations)
    .where(and(eq(escalations.kind, "question"), eq(escalations.status, "open")))
    .orderBy(asc(escalations.createdAt), asc(escalations.id))
    .all()
    .map((row) => row.conversationId);
}

export type StaffOutcome = { ok: true } | { ok: false; why: "unknown" | "taken" | "state" };

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
      return row.staffId === staffId && row.status === "claimed" ? { ok: true } : { ok: false, why: "taken" };
    announce("escalations");
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
    const { conversationId } = held;
    const inserted = tx
      .insert(messages)
      .values({ conversationId, id: messageId, role: "staff", text, createdAt: now })
      .onConflictDoNothing()
      .run();
    if (inserted.changes === 0) return { ok: true };
    const event = { type: "staff-message" as const, messageId, text, staffName: held.staffName };
    tx.update(conversations).set({ updatedAt: now }).where(eq(conversations.id, conversationId)).run();
    appendEvents(tx, { conversationId, turnId: null, events: [event], now });
    return { ok: true };
  });
}

/** Ends a question: the conversation is closed (`closed`) or given back to the agent (`agent`). */
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
    passConversation(tx, { conversationId: held.conversationId, owner, staffId: null, now });
    return { ok: true };
  });
}

/** A question that this person holds, or why not. */
function findHeld(
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
  if (row.holder !== staffId) return { ok: false, why: "taken" };
  return { conversationId: row.conversationId, staffName: row.staffName ?? "Staywell" };
}

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

/** `status` undefined: all that are not resolved. Open ones first come first, resolved ones newest first. */
export async function listEscalations(
  db: Db,
  { status }: { status?: "open" | "claimed" | "resolved" | "all" | undefined },
): Promise<EscalationSummary[]> {
  const filter =
    status === "all"
      ? undefined
      : status
        ? eq(escalations.status, status)
        : ne(escalations.status, "resolved");
  return selectSummaries(db)
    .where(filter)
    .orderBy(status === "resolved" ? desc(escalations.resolvedAt) : asc(escalations.createdAt))
    .limit(listedMax)
    .all()
    .map(toSummary);
}

/** One case, whole: its summary, the transcript, and for an approval the quote and who decided what. */
export async function findEscalation(db: Db, { id }: { id: string }): Promise<EscalationDetail | undefined> {
  const row = selectSummaries(db).where(eq(escalations.id, id)).get();
  if (!row) return undefined;
  const transcript = await readAllEvents(db, { conversationId: row.escalation.conversationId });
  const action = row.escalation.actionId
    ? db.select().from(actions).where(eq(actions.id, row.escalation.actionId)).get()
    : undefined;
  if (!action) return { ...toSummary(row), transcript, action: null };
  const decisions = db
    .select({ staffName: staff.name, decision: approvals.decision, reason: approvals.reason })
    .from(approvals)
    .innerJoin(staff, eq(staff.id, approvals.staffId))
    .where(eq(approvals.actionId, action.id))
    .all();
  return { ...toSummary(row), transcript, action: { ...toCard(action), approvals: decisions } };
}

function selectSummaries(db: Db) {
  return db
    .select({
      escalation: escalations,
      guestName: guests.name,
      owner: conversations.owner,
      staffName: staff.name,
    })
    .from(escalations)
    .innerJoin(conversations, eq(conversations.id, escalations.conversationId))
    .innerJoin(guests, eq(guests.id, conversations.guestId))
    .leftJoin(staff, eq(staff.id, escalations.staffId))
    .$dynamic();
}

type SummaryRow = NonNullable<ReturnType<ReturnType<typeof selectSummaries>["get"]>>;

function toSummary({ escalation, guestName, owner, staffName }: SummaryRow): EscalationSummary {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const { id, kind, status, reason, summary, conversationId } = escalation;
  return {
    id,
    kind,
    status,
    reason,
    summary,
    conversationId,
    owner,
    guestName,
    staffName,
    createdAt: new Date(escalation.createdAt).toISOString(),
    claimedAt: iso(escalation.claimedAt),
    resolvedAt: iso(escalation.resolvedAt),
  };
}
