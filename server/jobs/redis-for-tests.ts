import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

const startMsMax = 5_000;

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

/** A real Redis: the one that the test run has started (`TEST_REDIS_URL`), else one of our own. */
export async function redisForTests(): Promise<TestRedis> {
  const url = process.env.TEST_REDIS_URL;
  return url ? { url, stop: async () => {} } : startRedis();
}

/** Starts a real redis-server that keeps nothing, on a free port or the given one. Throws when there is none to start. */
export async function startRedis(given?: number) {
  if (spawnSync("redis-server", ["--version"]).error) {
    throw new Error("These tests need a real redis-server: `apt-get install redis-server`.");
  }
  const port = given ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-redis-"));
  const settings = [
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--maxmemory-policy",
    "noeviction",
  ];
  const server = spawn("redis-server", ["--port", `${port}`, "--dir", folder, ...settings], {
    stdio: "ignore",
  });
  const url = `redis://127.0.0.1:${port}`;
  await answering(url);
  return {
    url,
    stop: () => stop(server, folder),
    async configure(name: string, value: string) {
      const client = new Redis(url);
      await client.config("SET", name, value);
      client.disconnect();
    },
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function answering(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on("error", () => {});
  const overdue = setTimeout(() => client.disconnect(), startMsMax);
  try {
    await client.ping();
  } finally {
    clearTimeout(overdue);
    client.disconnect();
  }
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
}
