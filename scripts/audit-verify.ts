import { join } from "node:path";
import { parseArgs } from "node:util";
import { config as readDotEnv } from "dotenv";
import { openReadOnly } from "../db/open.ts";
import { type Anchor, AuditBroken, verifyAudit } from "../db/verify-audit.ts";
import { ConfigError, loadConfig } from "../server/config.ts";

const usage = "npm run audit:verify -- [--database FILE] [--rows N --head HASH]";

/** Somebody asked for what cannot be done. One line for them. */
class UsageError extends Error {}

try {
  main();
} catch (error) {
  const known = error instanceof UsageError || error instanceof ConfigError || error instanceof AuditBroken;
  const isSqlite = (error as { code?: string }).code?.startsWith("SQLITE_");
  if (!known && !isSqlite) throw error;
  console.error((error as Error).message);
  process.exitCode = 1;
}

/**
 * `npm run audit:verify`: is the audit log what was written, and does it tell of everything that was done? Reads; the server may be running.
 * `--rows` and `--head` are what an earlier run printed, or the server's log: with them a log that was rewritten or cut since is found as well.
 */
function main(): void {
  const { file, anchor } = readArguments();
  const db = openReadOnly(file);
  try {
    const { rows, head } = verifyAudit(db, anchor && { anchor });
    console.log(`${rows} rows of the audit log are whole, and agree with actions, approvals and ledger.`);
    console.log(`Keep this elsewhere, for the next time:  --rows ${rows} --head ${head}`);
  } finally {
    db.$client.close();
  }
}

function readArguments(): { file: string; anchor: Anchor | undefined } {
  const { values } = parse();
  const { rows, head, database } = values;
  if ((rows === undefined) !== (head === undefined)) throw new UsageError("--rows and --head go together.");
  if (rows !== undefined && !/^\d{1,15}$/.test(rows))
    throw new UsageError(`--rows: got ${rows}, wants a number.`);
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head))
    throw new UsageError("--head: wants the 64 hex digits that an earlier run printed.");
  const anchor = rows === undefined || head === undefined ? undefined : { rows: Number(rows), head };
  return { file: database ?? configured(), anchor };
}

function parse() {
  try {
    return parseArgs({
      options: { database: { type: "string" }, rows: { type: "string" }, head: { type: "string" } },
      strict: true,
    });
  } catch {
    throw new UsageError(`Usage: ${usage}`);
  }
}

function configured(): string {
  readDotEnv({ path: join(import.meta.dirname, "../.env"), quiet: true });
  return loadConfig(process.env).databaseFile;
}
