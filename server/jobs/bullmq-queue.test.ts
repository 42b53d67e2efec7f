import { createBullQueue } from "./bullmq-queue.ts";
import { createQueue } from "./create-queue.ts";
import { Dispatcher } from "./dispatcher.ts";
import { closeMsMax } from "./queue.ts";
import { freePort, startRedis } from "./redis-for-tests.ts";
import { allKinds, gate, openWorld, silent, type World } from "./world-for-tests.ts";

let world: World;
beforeEach(() => {
  world = openWorld();
});
afterEach(() => world.close());

// First, since what BullMQ leaves ticking then (two seconds) ends while the others run.
test("closing does not wait longer than its bound for a Redis that died under a running job", async () => {
  const redis = await startRedis();
  world.closeWith(redis.stop);
  const [began, release] = [gate(), gate()];
  const queue = createBullQueue({ redisUrl: redis.url, name: "dies", log: silent });
  world.closeWith(() => queue.close());
  await queue.start(async () => {
    began.open();
    await release.opened;
  });
  await queue.deliver({ id: "a", kind: "notify-staff" });
  await began.reached();
  await redis.stop();
  const asked = performance.now();
  await queue.close();
  expect(performance.now() - asked).toBeLessThan(closeMsMax + 1_000);
  release.open();
});

test("a job committed while Redis was down is run once Redis is up, and again after Redis has died and come back empty", async () => {
  const port = await freePort();
  const [first, second] = [gate(), gate()];
  const queue = createQueue({ config: { redisUrl: `redis://127.0.0.1:${port}` }, db: world.db, log: silent });
  const runs = allKinds(async ({ id }) => (id === "a" ? first : second).open());
  const dispatcher = new Dispatcher({ db: world.db, queue, clock: Date.now, log: silent, runs });
  world.closeWith(() => dispatcher.close());
  await dispatcher.start();
  world.insert("a");
  expect(await queue.health()).toMatchObject({ ok: false });
  await (await restart(port, first)).stop();
  world.insert("b");
  await restart(port, second);
  expect(await queue.health()).toEqual({ ok: true, detail: "connected" });
  await dispatcher.close();
  expect([world.job("a").state, world.job("b").state]).toEqual(["done", "done"]);
});

async function restart(port: number, ran: ReturnType<typeof gate>) {
  const redis = await startRedis(port);
  world.closeWith(redis.stop);
  await ran.reached();
  return redis;
}

test("the description never shows a password, and names host and database", () => {
  const queue = createBullQueue({ redisUrl: "redis://ana:secret@127.0.0.1:1/3", name: "q", log: silent });
  world.closeWith(() => queue.close());
  expect(queue.description).toBe("BullMQ on redis://127.0.0.1:1/3");
});

test("a Redis that may drop jobs is reported", async () => {
  const redis = await startRedis();
  world.closeWith(redis.stop);
  const queue = createBullQueue({ redisUrl: redis.url, name: "q", log: silent });
  world.closeWith(() => queue.close());
  await queue.deliver({ id: "a", kind: "notify-staff" });
  await redis.configure("maxmemory-policy", "allkeys-lru");
  expect((await queue.health()).detail).toContain("set maxmemory-policy noeviction");
});
