import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../db/open.ts";

/*
 * Where nothing can be written, no process starts: a server that says it is running and takes no message is worse. The modes of files mean
 * nothing to root, so root runs these as nobody, where nobody can read the project.
 */

const projectFolder = join(import.meta.dirname, "..");
const startMsMax = 60_000;
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const as = isRoot ? { uid: nobody, gid: nobody } : {};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-read-only-"));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

const skipped = whyNot();
const proven = skipped ? test.skip : test;
const reason = skipped ? ` (skipped: ${skipped})` : "";

const readOnly = [
  { what: "its folder", path: () => folder, mode: 0o555 },
  { what: "the database", path: () => join(folder, "frontdesk.db"), mode: 0o444 },
  { what: "the lock beside it", path: () => join(folder, "frontdesk.db.lock"), mode: 0o444 },
  { what: "the log that a crash left", path: () => join(folder, "frontdesk.db-wal"), mode: 0o444 },
];

proven.each(readOnly)(
  `a server whose $what is read-only says which file and what to do, in one line, and ends with 1${reason}`,
  async ({ path, mode }) => {
    makeDatabase();
    chmodSync(path(), mode);
    const { code, said } = await run("server/main.ts");
    expect(said).toBe(lineFor(path()));
    expect(code).toBe(1);
  },
  startMsMax,
);

proven(
  `a worker and npm run staff say the same${reason}`,
  async () => {
    makeDatabase();
    chmodSync(join(folder, "frontdesk.db"), 0o444);
    const expected = { code: 1, said: lineFor(join(folder, "frontdesk.db")) };
    expect(await run("scripts/worker.ts")).toEqual(expected);
    expect(await run("scripts/staff.ts", "add", "Ana")).toEqual(expected);
  },
  startMsMax,
);

proven(
  `a new demo in a folder that is read-only says that its secrets cannot be made, and leaves nothing${reason}`,
  async () => {
    own(folder);
    chmodSync(folder, 0o555);
    const { code, said } = await run({ GUEST_TOKEN_SECRET: "" }, "server/main.ts");
    expect(said).toMatch(/^GUEST_TOKEN_SECRET: .*guest-token-secret, wants a file there .*\(EACCES.*\)\.\n$/);
    expect({ code, left: readdirSync(folder) }).toEqual({ code: 1, left: [] });
  },
  startMsMax,
);

test(
  "a file that is no database is named in one line",
  async () => {
    const file = join(folder, "frontdesk.db");
    writeFileSync(file, "This is a letter, and no database. ".repeat(100));
    own(folder, file);
    const { code, said } = await run("server/main.ts");
    expect(said).toBe(
      `The database ${file} cannot be used (SQLITE_NOTADB: file is not a database). Put a backup in its place, or set DATABASE_URL to another file.\n`,
    );
    expect(code).toBe(1);
  },
  startMsMax,
);

const lineFor = (path: string): string =>
  `Frontdesk cannot write ${path} (EACCES, as user ${isRoot ? nobody : process.getuid?.()}), where its database is. ` +
  "Make it writable, or set DATA_DIR or DATABASE_URL to where that is so.\n";

/** A database as a server leaves it that was killed, of the user that the server will run as. */
function makeDatabase(): void {
  const file = join(folder, "frontdesk.db");
  openDatabase(file).$client.close();
  const beside = [`${file}.lock`, `${file}-wal`];
  for (const path of beside) writeFileSync(path, "");
  own(folder, file, ...beside);
}

function own(...paths: string[]): void {
  if (isRoot && !skipped) for (const path of paths) chownSync(path, nobody, nobody);
}

async function run(...[first = {}, ...rest]: (string | Record<string, string>)[]) {
  const [settings, args] = typeof first === "string" ? [{}, [first, ...rest]] : [first, rest];
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    DATA_DIR: folder,
    MODEL_PROVIDER: "offline",
    GUEST_TOKEN_SECRET: "the guests of this test sign in with it",
    STAFF_SESSION_SECRET: "the staff of this test sign in with it",
    FRONTDESK_STAFF_PASSWORD: "a long password",
    ...settings,
  };
  const child = spawn(process.execPath, ["--import", "tsx", ...(args as string[])], {
    cwd: projectFolder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    ...(skipped ? {} : as),
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      said += text;
      // It ought not to run; told to stop, it at least lets the test end.
      if (/Ctrl-C stops it/.test(said)) child.kill("SIGTERM");
    });
  const [code] = await once(child, "close");
  return { code: code as number | null, said };
}

/** Why the modes of files cannot be tried here, or null. */
function whyNot(): string | null {
  if (!process.getuid) return "this system knows no users";
  if (!isRoot) return null;
  const script = "require('fs').readFileSync('package.json')";
  const { status } = spawnSync(process.execPath, ["-e", script], { cwd: projectFolder, ...as });
  return status === 0 ? null : "root may write everything, and nobody else can read this project";
}
