import { pino } from "pino";
import { insertJob } from "../../db/jobs.ts";
import { atomically } from "../../db/open.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { JobQueue } from "./queue.ts";
import { createSqliteQueue } from "./sqlite-queue.ts";
import { allKinds, gate, openWorld, silent, type World } from "./world-for-tests.ts";

let world: World;
beforeEach(() => {
  world = openWorld();
});
afterEach(() => world.close());

const newJob = (id: string) => ({ id, kind: "notify-staff" as const, payload: {}, now: 1 });

test("a job is delivered at once after the commit, never inside the transaction that writes it", async () => {
  const ran = { first: gate(), a: gate() };
  const runs: string[] = [];
  // No sweep comes to the rescue.
  const queue = Object.assign(createSqliteQueue({ db: world.db, log: silent }), { sweepMsEvery: 3_600_000 });
  const run = async ({ id }: { id: string }) => {
    runs.push(id);
    ran[id as "a"].open();
  };
  const dispatcher = new Dispatcher({
    db: world.db,
    queue,
    clock: Date.now,
    log: silent,
    runs: allKinds(run),
  });
  world.closeWith(() => dispatcher.close());
  world.insert("first");
  await dispatcher.start();
  await ran.first.reached();
  atomically(world.db, (tx) => {
    insertJob(tx, newJob("a"));
    expect(runs).toEqual(["first"]);
  });
  await ran.a.reached();
  const rolledBack = () =>
    atomically(world.db, (tx) => {
      insertJob(tx, newJob("never"));
      throw new Error("rolled back");
    });
  expect(rolledBack).toThrow("rolled back");
  await dispatcher.close();
  expect(runs).toEqual(["first", "a"]);
});

test("what is due is told by the clock that was given, whatever the machine's says", async () => {
  const ran = gate();
  const tomorrow = Date.now() + 86_400_000;
  world.insert("a");
  world.db.$client.prepare("UPDATE jobs SET run_at = ?").run(tomorrow);
  const dispatcher = new Dispatcher({
    db: world.db,
    queue: createSqliteQueue({ db: world.db, log: silent }),
    clock: Date.now,
    wallClock: () => tomorrow,
    log: silent,
    runs: allKinds(async () => ran.open()),
  });
  world.closeWith(() => dispatcher.close());
  await dispatcher.start();
  await ran.reached();
  await dispatcher.close();
  expect(world.job("a").state).toBe("done");
});

test("a queue that is down is said once, and once when it is back; the rows are kept meanwhile", async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line).msg) });
  const delivered = gate();
  let down = 3;
  const queue: JobQueue = {
    description: "a queue",
    sweepMsEvery: 5,
    start: async () => {},
    async deliver() {
      if (down-- > 0) throw new Error("connection refused");
      delivered.open();
    },
    health: async () => ({ ok: true, detail: "" }),
    close: async () => {},
  };
  const dispatcher = new Dispatcher({ db: world.db, queue, clock: Date.now, log });
  world.closeWith(() => dispatcher.close());
  world.insert("a");
  await dispatcher.start();
  await delivered.reached();
  await dispatcher.close();
  expect(lines).toEqual(["jobs wait: a queue is out of reach", "jobs are delivered to a queue again"]);
  expect(world.job("a").state).toBe("pending");
});
