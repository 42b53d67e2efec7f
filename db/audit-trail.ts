import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import type { AuditRow } from "./audit.ts";
import type { AuditActor, AuditLine, AuditTrail, Money } from "./event-types.ts";
import type { Db } from "./open.ts";
import { actions, audit, escalations, guests, messages, staff, turns } from "./schema.ts";
import { walkAudit } from "./walk-audit.ts";

/**
 * The audit log of what a case is about, oldest first: the action to approve with those it replaced and that replaced it; in a question's
 * case every action of the conversation, and the credits given in it. With them what hosts claim for the bookings they are about.
 * Undefined for a case that is not there.
 */
export async function findAuditTrail(
  db: Db,
  { escalationId }: { escalationId: string },
): Promise<AuditTrail | undefined> {
  const found = db.select().from(escalations).where(eq(escalations.id, escalationId)).get();
  if (!found) return undefined;
  const ids = found.actionId
    ? chainOf(db, found.actionId, found.conversationId)
    : actionsOf(db, found.conversationId).map(({ id }) => id);
  const ofActions = inArray(audit.actionId, ids);
  const credits = and(eq(audit.kind, "credit-given"), eq(audit.conversationId, found.conversationId));
  const subjects = db.select({ subject: actions.subject }).from(actions).where(inArray(actions.id, ids));
  const claims = and(eq(audit.kind, "damage-claimed"), inArray(bookingRef, subjects));
  const told = or(ofActions, claims, found.actionId ? undefined : credits);
  const rows = db.select().from(audit).where(told).orderBy(asc(audit.seq)).all();
  const lines = rows.flatMap((row) => [...askedFor(db, row), toLine(db, row)]);
  return { lines, chain: await walkAudit(db) };
}

const bookingRef = sql`json_extract(${audit.data}, '$.bookingRef')`;

const actionsOf = (db: Db, conversationId: string) =>
  db
    .select({ id: actions.id, replacesId: actions.replacesId })
    .from(actions)
    .where(eq(actions.conversationId, conversationId))
    .all();

/** An amount that a person sets makes another action: all that hang together with this one. */
function chainOf(db: Db, actionId: string, conversationId: string): string[] {
  const all = actionsOf(db, conversationId);
  const chain = new Set([actionId]);
  for (let known = 0; known < chain.size; ) {
    known = chain.size;
    for (const { id, replacesId } of all) {
      if (replacesId === null || !(chain.has(id) || chain.has(replacesId))) continue;
      chain.add(id).add(replacesId);
    }
  }
  return [...chain];
}

/** The guest's message that the tool's own quote answered. Not of the audit log, which keeps no words of guests. */
function askedFor(db: Db, { kind, data }: AuditRow): AuditLine[] {
  const { turnId, guestId, replacesId } = read(data);
  if (kind !== "quoted" || typeof turnId !== "string" || replacesId !== undefined) return [];
  const asked = db
    .select({ text: messages.text, at: messages.createdAt })
    .from(turns)
    .innerJoin(
      messages,
      and(eq(messages.id, turns.messageId), eq(messages.conversationId, turns.conversationId)),
    )
    .where(eq(turns.id, turnId))
    .get();
  if (!asked) return [];
  const at = new Date(asked.at).toISOString();
  return [{ ...blank, seq: null, at, kind: "asked", by: actorOf(db, `guest:${guestId}`), words: asked.text }];
}

const blank = { words: null, amount: null, decision: null, decidedBy: null, hash: null };

function toLine(db: Db, { seq, at, kind, actor, data, hash }: AuditRow): AuditLine {
  const { reason, decision } = read(data);
  return {
    seq,
    at: new Date(at).toISOString(),
    kind,
    by: actorOf(db, actor),
    words: typeof reason === "string" ? reason : null,
    amount: amountOf(read(data)),
    decision: typeof decision === "string" ? decision : null,
    decidedBy: kind === "quoted" ? decidedBy(read(data)) : null,
    hash,
  };
}

const read = (data: string) => JSON.parse(data) as Record<string, unknown>;

/** What was quoted, what the receipt says, or what was given. */
function amountOf({ quote, receipt, amount }: Record<string, unknown>): Money | null {
  if (amount) return amount as Money;
  return ((quote ?? receipt) as { amount?: Money } | null | undefined)?.amount ?? null;
}

/** Null for what no model asked for: an amount that a person set. */
function decidedBy({ model, policyVersion, rulesVersion }: Record<string, unknown>): AuditLine["decidedBy"] {
  if (typeof model !== "string") return null;
  return { model, policyVersion: String(policyVersion), rulesVersion: String(rulesVersion) };
}

function actorOf(db: Db, actor: string): AuditActor {
  const [kind, id] = actor.split(":", 2);
  if (kind === "guest" || kind === "staff") {
    const people = kind === "guest" ? guests : staff;
    const known = db
      .select({ name: people.name })
      .from(people)
      .where(eq(people.id, id ?? ""))
      .get();
    return { kind, name: known?.name ?? id ?? "" };
  }
  return { kind: kind === "clock" || kind === "host" ? kind : "agent", name: null };
}
