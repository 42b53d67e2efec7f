import { type AuditRow, auditStart, hashOf } from "./audit.ts";
import { findMismatch } from "./audit-cross-check.ts";
import type { Db } from "./open.ts";

/** What an earlier run printed, kept where whoever can write the database cannot: that many rows, the last with this hash. */
export interface Anchor {
  rows: number;
  head: string;
}

/** The first thing that is wrong, in one line. */
export class AuditBroken extends Error {}

/**
 * Walks the audit log from its first row: each has the hash of what it says and follows the one before; none is missing, at the end neither.
 * Then holds it against the actions, approvals and ledger it tells of. Reads one snapshot and writes nothing, so the server may be running.
 * Returns what to keep as the next anchor. Throws AuditBroken, also when the file is so damaged that SQLite cannot read it.
 */
export function verifyAudit(db: Db, { anchor }: { anchor?: Anchor } = {}): Anchor {
  try {
    return db.$client.transaction(() => verify(db, anchor))();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (!code?.startsWith("SQLITE_")) throw error;
    throw new AuditBroken(`the database cannot be read (${code}): ${message}`);
  }
}

function verify(db: Db, anchor: Anchor | undefined): Anchor {
  let last: Anchor = { rows: 0, head: auditStart };
  for (const row of rowsOf(db)) {
    last = follow(row, last);
    if (anchor?.rows === last.rows && anchor.head !== last.head)
      throw new AuditBroken(`row ${last.rows} is not the one that the anchor names`);
  }
  const written = Math.max(rowsEverWritten(db), anchor?.rows ?? 0);
  if (last.rows < written)
    throw new AuditBroken(`row ${last.rows + 1} is missing: ${written} rows were written`);
  const mismatch = findTorn(db) ?? findMismatch(db);
  if (mismatch) throw new AuditBroken(mismatch);
  return last;
}

/** One by one: the log is never pruned. In plain SQL, because drizzle reads all rows or one. */
const rowsOf = (db: Db): IterableIterator<AuditRow> =>
  db.$client
    .prepare<[], AuditRow>(
      `select seq, at, kind, actor, conversation_id as conversationId, action_id as actionId, data, prev_hash as prevHash, hash
       from audit order by seq`,
    )
    .iterate();

export function follow(row: AuditRow, { rows, head }: Anchor): Anchor {
  if (row.seq !== rows + 1)
    throw new AuditBroken(`row ${rows + 1} is missing: after row ${rows} comes row ${row.seq}`);
  if (row.hash !== hashOf(row))
    throw new AuditBroken(`row ${row.seq} does not have the hash of what it says`);
  if (row.prevHash !== head) throw new AuditBroken(`row ${row.seq} does not follow row ${rows}`);
  return { rows: row.seq, head: row.hash };
}

/** SQLite counts the rows that were ever written to an AUTOINCREMENT table, and does not count back. */
export const rowsEverWritten = (db: Db): number =>
  db.$client.prepare<[], number>("select seq from sqlite_sequence where name = 'audit'").pluck().get() ?? 0;

/** What SQLite itself finds wrong with the table and its index. */
function findTorn(db: Db): string | null {
  const found = db.$client.pragma("integrity_check(audit)", { simple: true });
  return found === "ok" ? null : `the table of the audit log is damaged: ${found}`;
}
