import { databaseId } from "../../db/database-id.ts";
import { type Db, openDatabase } from "../../db/open.ts";
import { createBullQueue } from "./bullmq-queue.ts";
import { flushRedis, killWorkerInTheMiddle } from "./disasters-for-tests.ts";
import { Dispatcher } from "./dispatcher.ts";
import { deliverMsMax, type JobQueue } from "./queue.ts";
import { freePort, redisForTests, type TestRedis } from "./redis-for-tests.ts";
import { createJobs } from "./registry.ts";
import type { RunJob } from "./run-job.ts";
import { createSqliteQueue } from "./sqlite-queue.ts";
import { allKinds, gate, openWorld, silent, type World } from "./world-for-tests.ts";

/* What every queue promises, with the rows and the dispatcher it works with. A real SQLite file, a real Redis, real processes. */

const lockMs = 1_000;
const retry = { attemptsMax: 3, firstDelayMs: 50, growth: 3, delayMsMax: 1_000 };
const job = (id: string) => ({ id, kind: "notify-staff" });

let redis: TestRedis;
let world: World;

beforeAll(async () => {
  redis = await redisForTests();
});
afterAll(() => redis.stop());
beforeEach(() => {
  world = openWorld();
});
afterEach(() => world.close());

/** A database number of its own, so that a flush here empties nobody else's. */
const ownRedis = () => `${redis.url}/5`;

interface Adapter {
  name: string;
  redisUrl: () => string;
  create(db: Db, redisUrl?: string): JobQueue;
  /** Why what happens to a Redis is no case for it. */
  noRedis?: string;
}

const adapters: Adapter[] = [
  {
    name: "the embedded queue",
    redisUrl: () => "",
    create: (db) => createSqliteQueue({ db, log: silent, jobsAtOnceMax: 1 }),
    noRedis: "it keeps nothing outside the rows, and has nothing to reach",
  },
  {
    name: "BullMQ",
    redisUrl: ownRedis,
    create: (db, redisUrl = ownRedis()) =>
      createBullQueue({ redisUrl, name: databaseId(db), log: silent, jobsAtOnceMax: 1, lockMs }),
  },
];

describe.each(adapters)("$name", (adapter) => {
  /** What one process has: its own handle of the file, its queue (one job at a time) and its dispatcher. */
  function openProcess(run: RunJob) {
    const db = openDatabase(world.file);
    const queue = adapter.create(db);
    const dispatcher = new Dispatcher({
      db,
      queue,
      clock: Date.now,
      log: silent,
      runs: allKinds(run),
      retry,
      lockMs,
    });
    const close = () => dispatcher.close();
    world.closeWith(() => close().then(() => db.$client.close()));
    return { db, queue, dispatcher, start: () => dispatcher.start(), close };
  }

  test("a job that was committed is run, and is done", async () => {
    const ran = gate();
    const process = openProcess(async () => ran.open());
    await process.start();
    world.insert("a");
    await ran.reached();
    await process.close();
    expect(world.job("a")).toMatchObject({ state: "done", attempts: 1 });
  });

  test("a job delivered twice, and again when it is done, is run once", async () => {
    const runs: string[] = [];
    const ran = { b: gate(), c: gate() };
    const process = openProcess(async ({ id }) => {
      runs.push(id);
      ran[id as "b" | "c"]?.open();
    });
    await process.start();
    world.insert("a");
    world.insert("b");
    await process.queue.deliver(job("a"));
    await process.queue.deliver(job("a"));
    await ran.b.reached();
    await process.queue.deliver(job("a"));
    world.insert("c");
    await process.queue.deliver(job("c"));
    await ran.c.reached();
    expect(runs).toEqual(["a", "b", "c"]);
  });

  test("a job that fails is run again, each time after a longer delay, until it succeeds", async () => {
    const at: number[] = [];
    const succeeded = gate();
    const process = openProcess(async () => {
      at.push(Date.now());
      if (at.length < 3) throw new Error("not today");
      succeeded.open();
    });
    await process.start();
    world.insert("a");
    await succeeded.reached();
    await process.close();
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(retry.firstDelayMs);
    expect(at[2]! - at[1]!).toBeGreaterThanOrEqual(retry.firstDelayMs * retry.growth);
    expect(world.job("a")).toMatchObject({ state: "done", attempts: 3, lastError: "not today" });
  });

  test("a job that fails each time is given up, says why, and can be put back by hand, also when it is done", async () => {
    let runs = 0;
    const [last, again, onceMore] = [gate(), gate(), gate()];
    const process = openProcess(async () => {
      runs++;
      if (runs > retry.attemptsMax + 1) return onceMore.open();
      if (runs > retry.attemptsMax) return again.open();
      if (runs === retry.attemptsMax) last.open();
      throw new Error("never");
    });
    const putBack = () =>
      world.db.$client.exec("UPDATE jobs SET state = 'pending', attempts = 0 WHERE id = 'a'");
    await process.start();
    world.insert("a");
    await last.reached();
    await new Promise(setImmediate);
    expect(world.job("a")).toMatchObject({
      state: "failed",
      attempts: retry.attemptsMax,
      lastError: "never",
    });
    putBack();
    await again.reached();
    await new Promise(setImmediate);
    expect(world.job("a")).toMatchObject({ state: "done", attempts: 1 });
    putBack();
    await onceMore.reached();
  });

  test("of two workers one runs a job, also while the other is told to", async () => {
    const runs: string[] = [];
    const [began, release, other] = [gate(), gate(), gate()];
    const run: RunJob = async ({ id }) => {
      runs.push(id);
      if (id === "b") return other.open();
      began.open();
      await release.opened;
    };
    const [first, second] = [openProcess(run), openProcess(run)];
    await first.start();
    await second.start();
    world.insert("a");
    await began.reached();
    for (const { queue } of [first, second]) await queue.deliver(job("a"));
    world.insert("b");
    await other.reached();
    release.open();
    await Promise.all([first.close(), second.close()]);
    expect(runs).toEqual(["a", "b"]);
    expect(world.job("a")).toMatchObject({ state: "done", attempts: 1 });
  });

  test("close waits for the job that runs and starts no other", async () => {
    const order: string[] = [];
    const [began, release] = [gate(), gate()];
    const process = openProcess(async ({ id }) => {
      order.push(`${id} began`);
      began.open();
      await release.opened;
      order.push(`${id} ended`);
    });
    await process.start();
    world.insert("a");
    await began.reached();
    world.insert("b");
    await process.queue.deliver(job("b"));
    const closed = process.close().then(() => order.push("closed"));
    release.open();
    await closed;
    expect(order).toEqual(["a began", "a ended", "closed"]);
    expect([world.job("a").state, world.job("b").state]).toEqual(["done", "pending"]);
  });

  test("a row that nobody ever delivered is found by the sweep", async () => {
    const found = gate();
    const process = openProcess(async ({ id }) => {
      if (id === "b") return found.open();
      // The start's own look is over, and of this row nobody hears.
      world.insertUnannounced("b");
    });
    world.insert("a");
    await process.start();
    await found.reached();
  });

  test("a worker killed in the middle of a job: the job runs again, and its effect is there once", async () => {
    const id = await world.escalateMaria();
    await killWorkerInTheMiddle({ file: world.file, redisUrl: adapter.redisUrl(), lockMs });
    expect(world.job(id).state).toBe("running");
    const ran = gate();
    const notify = createJobs({ db: world.db, clock: Date.now })["notify-staff"];
    const process = openProcess((taken) => notify(taken).then(ran.open));
    await process.start();
    await ran.reached();
    expect(world.inbox()).toEqual(["ana", "tom"]);
    expect(world.job(id)).toMatchObject({ state: "done", attempts: 2 });
  });

  const testRedis = (title: string, run: () => Promise<void>) =>
    adapter.noRedis ? test.skip(`${title} (no case: ${adapter.noRedis})`, run) : test(title, run);

  testRedis("a Redis emptied after the delivery, and while the job runs: exactly one effect", async () => {
    const id = await world.escalateMaria();
    const [running, after] = [gate(), gate()];
    const notify = createJobs({ db: world.db, clock: Date.now })["notify-staff"];
    const process = openProcess(async (taken) => {
      if (taken.id !== id) return after.open();
      await flushRedis(ownRedis());
      await notify(taken);
      running.open();
    });
    await process.queue.deliver(job(id));
    await flushRedis(ownRedis());
    await process.start();
    await running.reached();
    world.insert("after");
    await after.reached();
    expect(world.inbox()).toEqual(["ana", "tom"]);
    expect(world.job(id)).toMatchObject({ state: "done", attempts: 1 });
  });

  testRedis("with Redis down a delivery is refused within its bound, and nothing else waits", async () => {
    const queue = adapter.create(world.db, `redis://:secret@127.0.0.1:${await freePort()}`);
    world.closeWith(() => queue.close());
    const began = performance.now();
    await queue.start(async () => {});
    await expect(queue.deliver(job("a"))).rejects.toThrow();
    expect(await queue.health()).toMatchObject({ ok: false });
    await queue.close();
    expect(performance.now() - began).toBeLessThan(deliverMsMax + 500);
  });
});
