import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jest } from "@jest/globals";
import { getMeta } from "../db/meta.ts";
import { openDatabase } from "../db/open.ts";

const projectFolder = join(import.meta.dirname, "..");
const startMsMax = 60_000;
jest.setTimeout(3 * startMsMax);

let folder: string;
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-start-"));
});
afterEach(async () => {
  for (const child of children) await kill(child);
  children = [];
  rmSync(folder, { recursive: true });
});

test("npm start says where to look, serves the page, and stops in good order", async () => {
  const run = start({ port: await freePort() });
  await run.running();
  expect(run.said()).toContain(`http://127.0.0.1:${run.port}/`);
  expect((await fetch(`http://127.0.0.1:${run.port}/`)).headers.get("content-type")).toContain("text/html");
  run.child.kill("SIGINT");
  expect(await run.exit).toBe(0);
  expect(run.said()).toMatch(/Frontdesk has stopped\.\s*$/);
});

test("a second start keeps the data, and --reset seeds anew", async () => {
  const port = await freePort();
  const seedings: (string | undefined)[] = [];
  for (const args of [[], [], ["--reset"]]) {
    const run = start({ port, args });
    await run.running();
    run.child.kill("SIGTERM");
    await run.exit;
    seedings.push(await seededAt());
  }
  const [first, second, third] = seedings;
  expect(first).toBeDefined();
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test("a bad setting and a taken port are one line each, and exit code 1", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as { port: number };
  const onTakenPort = start({ port });
  const badlySet = start({ port: 70_000 });
  expect([await onTakenPort.exit, await badlySet.exit]).toEqual([1, 1]);
  expect(onTakenPort.said()).toMatch(new RegExp(`^Port ${port} is taken\\..*\\n$`));
  expect(badlySet.said()).toBe('PORT: got "70000", wants a whole number from 1 to 65535.\n');
  taken.close();
});

test("a server whose npm is told to stop does not stay behind", async () => {
  const run = start({ port: await freePort(), command: "npm", args: ["start"] });
  await run.running();
  run.child.kill("SIGTERM");
  await run.saidAll;
  expect(run.said()).toMatch(/Frontdesk has stopped\.\s*$/);
});

interface Start {
  port: number;
  command?: string;
  args?: string[];
}

function start({ port, command = process.execPath, args = [] }: Start) {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    PORT: `${port}`,
    DATA_DIR: folder,
    MODEL_PROVIDER: "offline",
  };
  const script = command === process.execPath ? ["scripts/start.mjs"] : [];
  const child = spawn(command, [...script, ...args], {
    cwd: projectFolder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let words = "";
  const hear = (chunk: Buffer) => {
    words += chunk;
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return {
    child,
    port,
    said: () => words,
    /** Its exit code. */
    exit: once(child, "close").then(([code]) => code as number),
    /** When it and everything it started are silent for good. */
    saidAll: once(child.stdout, "end"),
    async running() {
      const overdue = AbortSignal.timeout(startMsMax);
      while (!words.includes("Ctrl-C stops it.")) await once(child.stdout, "data", { signal: overdue });
    },
  };
}

async function seededAt(): Promise<string | undefined> {
  const db = openDatabase(join(folder, "frontdesk.db"));
  try {
    return await getMeta(db, { key: "seeded_at" });
  } finally {
    db.$client.close();
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "close");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
