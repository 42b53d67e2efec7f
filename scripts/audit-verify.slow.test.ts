import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openDatabase } from "../db/open.ts";
import { seedDemo } from "../db/seed.ts";
import { demoNow } from "../db/seeded-for-tests.ts";

/* As an operator runs it: a process, its two lines, its exit code. What it finds is tested in db/verify-audit.test.ts. */

const folder = mkdtempSync(join(tmpdir(), "frontdesk-audit-"));
const file = join(folder, "frontdesk.db");

beforeAll(async () => {
  const db = openDatabase(file);
  await seedDemo(db, { now: demoNow });
  db.$client.pragma("wal_checkpoint(TRUNCATE)");
  db.$client.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a whole log is told with its rows and its head, and the head anchors the next run", async () => {
  const first = await verify("--database", file);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  const [, rows, head] = /--rows (\d+) --head ([0-9a-f]{64})/.exec(first.stdout) ?? [];
  expect(first.stdout).toContain(`${rows} rows of the audit log are whole`);
  const again = await verify("--database", file, "--rows", `${rows}`, "--head", `${head}`);
  expect(again).toEqual(first);
  expect(await verify("--database", file, "--rows", `${Number(rows) + 1}`, "--head", `${head}`)).toEqual({
    code: 1,
    stdout: "",
    stderr: `row ${Number(rows) + 1} is missing: ${Number(rows) + 1} rows were written\n`,
  });
});

test("one byte edited in the file ends it with code 1 and one line that names the row", async () => {
  const bytes = readFileSync(file);
  const quoted = bytes.indexOf('{"guestId":"amara"');
  bytes[quoted + 15] = "e".charCodeAt(0);
  const edited = join(folder, "edited.db");
  writeFileSync(edited, bytes);
  expect(await verify("--database", edited)).toEqual({
    code: 1,
    stdout: "",
    stderr: "row 1 does not have the hash of what it says\n",
  });
});

test("what cannot be asked or looked at is told in one line, with another code than a broken log", async () => {
  expect(await verify("--rows", "3")).toEqual({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^--rows and --head go together\. Usage: .+\n$/),
  });
  expect(await verify("--database", join(folder, "none.db"))).toMatchObject({
    code: 2,
    stderr: "unable to open database file\n",
  });
});

const verify = (...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const command = ["--import", "tsx", "scripts/audit-verify.ts", ...args];
    const env = { ...process.env, NODE_OPTIONS: "" };
    execFile(
      process.execPath,
      command,
      { cwd: join(import.meta.dirname, ".."), env },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
