import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { config as readDotEnv } from "dotenv";
import type { Role } from "../db/approval-need.ts";
import { DatabaseUnusable } from "../db/database-unusable.ts";
import { openDatabase } from "../db/open.ts";
import { createStaff } from "../db/staff.ts";
import { ConfigError, loadConfig } from "../server/config.ts";
import { runCommand, UsageError } from "./command-line.mjs";

const passwordCharsMin = 10;
const command = {
  name: "npm run staff",
  does: "Makes a member of staff, who signs in to the console with that name. The server may be running.",
  words: { "add NAME": "the name, of one word or more" },
  options: {
    role: {
      type: "string",
      value: "agent|lead",
      default: "agent",
      says: "a lead may give the second approval of a large refund",
    },
  },
  environment: {
    FRONTDESK_STAFF_PASSWORD: `the password, ${passwordCharsMin} characters or more; without it, a line of standard input is`,
  },
  exits: {
    0: "made",
    1: "not made: the name is taken, the password too short, a setting wrong, or the database cannot be written",
  },
  example: "npm run staff -- add Ana --role lead",
} as const;

/** The name or the password cannot be had. One line for whoever asked. */
class NotMade extends Error {}

await runCommand(command, main, (error) =>
  [NotMade, ConfigError, DatabaseUnusable].some((known) => error instanceof known) ? 1 : null,
);

async function main({ values, words: [verb, ...names] }: { values: { role: string }; words: string[] }) {
  const name = names.join(" ").trim();
  if (verb !== "add" || !name) throw new UsageError("Wants `add` and a name.");
  const role = roleOf(values.role);
  readDotEnv({ path: join(import.meta.dirname, "../.env"), quiet: true });
  const { databaseFile } = loadConfig(process.env);
  const password = await readPassword();
  if (password.length < passwordCharsMin)
    throw new NotMade(`The password needs at least ${passwordCharsMin} characters.`);
  const db = openDatabase(databaseFile);
  try {
    await createStaff(db, { id: name, name, password, role });
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith("SQLITE_CONSTRAINT")) throw error;
    throw new NotMade(`There is already a member of staff called ${name}.`);
  } finally {
    db.$client.close();
  }
  console.log(`${name} can sign in to the console${role === "lead" ? ", as a lead" : ""}.`);
}

function roleOf(written: string): Role {
  if (written !== "agent" && written !== "lead")
    throw new UsageError(`--role: got ${written}, wants agent or lead.`);
  return written;
}

/** Not an argument: those are seen by everybody on the machine and kept in the shell's history. */
async function readPassword(): Promise<string> {
  const { FRONTDESK_STAFF_PASSWORD: given } = process.env;
  if (given) return given;
  if (!process.stdin.isTTY) return (await text(process.stdin)).split(/\r?\n/)[0] ?? "";
  process.stdout.write("Password: ");
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const password = await lines.question("");
  lines.close();
  console.log();
  return password;
}
