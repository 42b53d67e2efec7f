import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SetupError } from "./run-logged.mjs";

const startMsMax = 15_000;

/** Starts one real Redis for the whole test run: on a free port of loopback, keeping nothing. Throws SetupError. */
export async function startTestRedis(redisServer) {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-redis-"));
  const port = await freePort();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder];
  const keepNothing = ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"];
  const child = spawn(redisServer, [...args, ...keepNothing], { stdio: ["ignore", "pipe", "inherit"] });
  const stop = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.on("exit", stop);
  await ready(child);
  return { url: `redis://127.0.0.1:${port}`, stop };
}

function ready(child) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new SetupError("redis-server did not start."));
    const overdue = setTimeout(fail, startMsMax);
    child.on("error", fail).on("exit", fail);
    child.stdout.on("data", (chunk) => {
      if (!`${chunk}`.includes("Ready to accept connections")) return;
      clearTimeout(overdue);
      resolve();
    });
  });
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
