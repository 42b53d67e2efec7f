import { and, asc, eq, inArray } from "drizzle-orm";
import { logDecision } from "./audit.ts";
import { announce } from "./changes.ts";
import { appendEvents } from "./event-log.ts";
import type { AgentEvent } from "./event-types.ts";
import { insertJob } from "./jobs.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { conversations, escalations, staff } from "./schema.ts";

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
  const { id: escalationId, conversationId, actionId, kind } = row;
  // Not the reason: it may hold a guest's words, and what is in the audit log stays for good.
  const data = { escalationId, kind };
  logDecision(tx, { kind: "escalated", actor: "agent", conversationId, actionId, data, now });
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
export function waitingLine(tx: Tx): string[] {
  return tx
    .select({ conversationId: escalations.conversationId })
    .from(escalations)
    .where(and(eq(escalations.kind, "question"), eq(escalations.status, "open")))
    .orderBy(asc(escalations.createdAt), asc(escalations.id))
    .all()
    .map((row) => row.conversationId);
}
