import { asc, gt } from "drizzle-orm";
import { auditStart } from "./audit.ts";
import type { Db } from "./open.ts";
import { audit } from "./schema.ts";
import { type Anchor, AuditBroken, follow, rowsEverWritten } from "./verify-audit.ts";

/** Rows hashed before others get their turn. */
const rowsPerBatch = 500;

/** Whether the audit log is one unbroken chain from its first row to its newest: `why` says what is wrong first. */
export type AuditWalk = Anchor & { why: string | null };

/**
 * Walks the chain while the server serves: in batches, with a breath between them. Unlike `verifyAudit` it does not compare the log with the
 * ledger. `rows` and `head` are how far it is whole.
 */
export async function walkAudit(db: Db): Promise<AuditWalk> {
  let last: Anchor = { rows: 0, head: auditStart };
  try {
    for (;;) {
      const batch = db
        .select()
        .from(audit)
        .where(gt(audit.seq, last.rows))
        .orderBy(asc(audit.seq))
        .limit(rowsPerBatch)
        .all();
      for (const row of batch) last = follow(row, last);
      if (batch.length < rowsPerBatch) break;
      await new Promise(setImmediate);
    }
    const written = rowsEverWritten(db);
    const why = last.rows < written ? `row ${last.rows + 1} is missing: ${written} rows were written` : null;
    return { ...last, why };
  } catch (error) {
    if (error instanceof AuditBroken) return { ...last, why: error.message };
    throw error;
  }
}
