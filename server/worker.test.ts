import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withinMs } from "./jobs/deadline.ts";
import { redisForTests } from "./jobs/redis-for-tests.ts";
import { openWorld, type World } from "./jobs/world-for-tests.ts";

const script = join(dirname(fileURLToPath(import.meta.url)), "../scripts/worker.ts");
const waitMsMax = 15_000;

let world: World;
beforeEach(() => {
  world = openWorld();
});
afterEach(() => world.close());

test.each(["the embedded queue", "BullMQ"])(
  "npm run worker with %s runs the jobs of another process, and stops when told",
  async (queue) => {
    const redis = queue === "BullMQ" ? await redisForTests() : null;
    const worker = startWorker({ REDIS_URL: redis?.url ?? "" });
    try {
      await worker.says("is running jobs from");
      await world.escalateMaria();
      await withinMs(
        waitMsMax,
        world.changed(() => world.inbox().length === 2),
      );
      worker.child.kill("SIGTERM");
      await worker.says("has stopped");
      expect((await worker.exited)[0]).toBe(0);
    } finally {
      worker.child.kill("SIGKILL");
      await redis?.stop();
    }
  },
);

test("a bad setting is one line and exit code 1", async () => {
  const worker = startWorker({ REDIS_URL: "not an address" });
  expect((await withinMs(waitMsMax, worker.exited))[0]).toBe(1);
  expect(worker.said()).toMatch(/^REDIS_URL: .*\n$/);
});

function startWorker(settings: Record<string, string>) {
  const env = {
    PATH: process.env.PATH,
    HOST: "127.0.0.1",
    DATA_DIR: world.folder,
    DATABASE_URL: `file:${world.file}`,
    ...settings,
  };
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  const exited = once(child, "exit");
  return {
    child,
    exited,
    said: () => output,
    /** Waits until it has said these words. */
    async says(words: string) {
      const ended = exited.then(() => output.includes(words) || Promise.reject(new Error(output)));
      while (!output.includes(words))
        await withinMs(waitMsMax, Promise.race([once(child.stdout, "data"), ended]));
    },
  };
}
