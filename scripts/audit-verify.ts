import { join } from "node:path";
import { config as readDotEnv } from "dotenv";
import { openReadOnly } from "../db/open.ts";
import { type Anchor, AuditBroken, verifyAudit } from "../db/verify-audit.ts";
import { ConfigError, loadConfig } from "../server/config.ts";
import { runCommand, UsageError } from "./command-line.mjs";

const cannotLook = 2;
const command = {
  name: "npm run audit:verify",
  does: `Is the audit log what was written, and does it tell of everything that was done? Reads; the server may be running.
With what an earlier run printed, or the server's log, a log that was rewritten or cut since is found as well.`,
  options: {
    database: {
      type: "string",
      value: "FILE",
      unless: "the one of the settings",
      says: "the SQLite file to read",
    },
    rows: { type: "string", value: "N", says: "how many rows there were; goes with --head" },
    head: {
      type: "string",
      value: "HASH",
      says: "the hash of the last of them, 64 hex digits; goes with --rows",
    },
  },
  exits: {
    0: "whole",
    1: "not whole: one line says what, and which row",
    [cannotLook]: "it could not be looked at, or what was asked is not understood",
  },
  example: "npm run audit:verify -- --database backup/frontdesk.db",
} as const;

await runCommand(command, main, (error) => {
  if (error instanceof ConfigError || error.code === "SQLITE_CANTOPEN") return cannotLook;
  return error instanceof AuditBroken || error.code?.startsWith("SQLITE_") ? 1 : null;
});

function main({
  values: { database, rows, head },
}: {
  values: Record<"database" | "rows" | "head", string | undefined>;
}) {
  const anchor = anchorOf(rows, head);
  const db = openReadOnly(database ?? configured());
  try {
    const found = verifyAudit(db, anchor && { anchor });
    console.log(
      `${found.rows} rows of the audit log are whole, and agree with actions, approvals and ledger.`,
    );
    console.log(`Keep this elsewhere, for the next time:  --rows ${found.rows} --head ${found.head}`);
  } finally {
    db.$client.close();
  }
}

function anchorOf(rows: string | undefined, head: string | undefined): Anchor | undefined {
  if (rows === undefined && head === undefined) return undefined;
  if (rows === undefined || head === undefined) throw new UsageError("--rows and --head go together.");
  if (!/^\d{1,15}$/.test(rows)) throw new UsageError(`--rows: got ${rows}, wants a number.`);
  if (!/^[0-9a-f]{64}$/.test(head))
    throw new UsageError("--head: wants the 64 hex digits that an earlier run printed.");
  return { rows: Number(rows), head };
}

function configured(): string {
  readDotEnv({ path: join(import.meta.dirname, "../.env"), quiet: true });
  return loadConfig(process.env).databaseFile;
}
