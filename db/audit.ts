import { createHash } from "node:crypto";
import { desc, sql } from "drizzle-orm";
import type { ActionState } from "./event-types.ts";
import type { Tx } from "./open.ts";
import { audit } from "./schema.ts";

/** What was decided. Of an action: `quoted`, and then each state it came to. */
export type AuditKind =
  | "quoted"
  | Exclude<ActionState, "offered">
  /** One member of staff's word about an action: approve, decline, change. Two of them may be needed. */
  | "staff-decided"
  /** A host's reply to a problem came in. */
  | "host-replied"
  /** A host claims damage. Of no action, and of no conversation. */
  | "damage-claimed"
  /** A person of staff gave a guest a credit. Of no action. */
  | "credit-given"
  /** A conversation came to people, was taken by one of them, given back, or closed. */
  | "escalated"
  | "claimed"
  | "handed-back"
  | "resolved";

export interface AuditEntry {
  kind: AuditKind;
  /** `guest:maria`, `staff:ana`, `agent` for what code decides, `clock` for what time does. */
  actor: string;
  /** Null for what happened in none. */
  conversationId: string | null;
  actionId: string | null;
  data: Record<string, unknown>;
  now: number;
}

export type AuditRow = typeof audit.$inferSelect;

type Connection = Pick<Tx, "select" | "insert">;

/** The hash that the first row follows. */
export const auditStart = "0".repeat(64);

/** Appends one decision to the audit log, in the transaction of that decision: it was made and is logged, or neither. */
export function logDecision(tx: Tx, { kind, actor, conversationId, actionId, data, now }: AuditEntry): void {
  const { newest, insert } = statementsOf(tx);
  const last = newest.get();
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: now,
    kind,
    actor,
    conversationId,
    actionId,
    data: JSON.stringify(data),
    prevHash: last?.hash ?? auditStart,
  };
  insert.run({ ...row, hash: hashOf(row) });
}

/** SHA-256 over a list of strings, numbers and nulls in a fixed order, which JSON can write in one way only. In hex. */
export function hashOf(row: Omit<AuditRow, "hash">): string {
  const { prevHash, seq, at, kind, actor, conversationId, actionId, data } = row;
  const bound = [prevHash, seq, at, kind, actor, conversationId, actionId, data];
  return createHash("sha256").update(JSON.stringify(bound)).digest("hex");
}

/** The newest row's number and hash: what somebody keeps elsewhere to notice a rewritten or shortened log. */
export const auditHead = (tx: Connection): { rows: number; head: string } => {
  const last = statementsOf(tx).newest.get();
  return { rows: last?.seq ?? 0, head: last?.hash ?? auditStart };
};

const prepare = (tx: Connection) => ({
  newest: tx
    .select({ seq: audit.seq, hash: audit.hash })
    .from(audit)
    .orderBy(desc(audit.seq))
    .limit(1)
    .prepare(),
  insert: tx
    .insert(audit)
    .values({
      seq: sql.placeholder("seq"),
      at: sql.placeholder("at"),
      kind: sql.placeholder("kind"),
      actor: sql.placeholder("actor"),
      conversationId: sql.placeholder("conversationId"),
      actionId: sql.placeholder("actionId"),
      data: sql.placeholder("data"),
      prevHash: sql.placeholder("prevHash"),
      hash: sql.placeholder("hash"),
    })
    .prepare(),
});

/** By connection, which a transaction and its database share: building a statement costs many times what running it does. */
const prepared = new WeakMap<object, ReturnType<typeof prepare>>();

function statementsOf(tx: Connection): ReturnType<typeof prepare> {
  const { session } = tx as unknown as { session: object };
  const known = prepared.get(session) ?? prepare(tx);
  prepared.set(session, known);
  return known;
}
