import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { withinMs } from "./deadline.ts";

const startMsMax = 15_000;

/** Empties one database of a Redis. */
export async function flushRedis(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushdb();
  client.disconnect();
}

/**
 * A real worker process takes a job, commits its effect, and is killed before the job is done. It is gone when this resolves.
 */
export async function killWorkerInTheMiddle(settings: {
  file: string;
  redisUrl: string;
  lockMs: number;
}): Promise<void> {
  const script = join(dirname(fileURLToPath(import.meta.url)), "worker-for-tests.ts");
  const args = ["--import", "tsx", script, settings.file, settings.redisUrl, `${settings.lockMs}`];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH },
  });
  const exited = once(child, "exit");
  try {
    const ended = exited.then(() => Promise.reject(new Error("the worker ended by itself")));
    await withinMs(startMsMax, Promise.race([once(child.stdout, "data"), ended]));
  } finally {
    child.kill("SIGKILL");
    await exited;
  }
}
