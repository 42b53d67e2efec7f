import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { config as readDotEnv } from "dotenv";
import type { Role } from "../db/approval-need.ts";
import { openDatabase } from "../db/open.ts";
import { createStaff } from "../db/staff.ts";
import { ConfigError, loadConfig } from "../server/config.ts";

const usage =
  "npm run staff -- add NAME [--role lead]   (the password: FRONTDESK_STAFF_PASSWORD, or a line of standard input)";
const passwordCharsMin = 10;

/** Somebody asked for what cannot be done. One line for them. */
class UsageError extends Error {}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** `npm run staff -- add NAME`: makes a member of staff, who signs in to the console with that name. The server may be running. */
async function main([command, ...words]: string[]): Promise<void> {
  const { name, role } = readWords(words);
  if (command !== "add" || !name) throw new UsageError(`Usage: ${usage}`);
  readDotEnv({ path: join(import.meta.dirname, "../.env"), quiet: true });
  const { databaseFile } = loadConfig(process.env);
  const password = await readPassword();
  if (password.length < passwordCharsMin)
    throw new UsageError(`The password needs at least ${passwordCharsMin} characters.`);
  const db = openDatabase(databaseFile);
  try {
    await createStaff(db, { id: name, name, password, role });
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith("SQLITE_CONSTRAINT")) throw error;
    throw new UsageError(`There is already a member of staff called ${name}.`);
  } finally {
    db.$client.close();
  }
  console.log(`${name} can sign in to the console${role === "lead" ? ", as a lead" : ""}.`);
}

/** A lead may give the second approval of a large refund; everybody else is an agent. */
function readWords(words: string[]): { name: string; role: Role } {
  const { values, positionals } = readOptions(words);
  const role = values.role ?? "agent";
  if (role !== "agent" && role !== "lead")
    throw new UsageError(`--role: agent or lead, not ${role}. Usage: ${usage}`);
  return { name: positionals.join(" ").trim(), role };
}

function readOptions(args: string[]) {
  try {
    return parseArgs({ args, options: { role: { type: "string" } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split("\n")[0]} Usage: ${usage}`);
  }
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
