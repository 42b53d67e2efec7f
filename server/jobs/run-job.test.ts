import { jest } from "@jest/globals";
import { createJobHandler, type RunJob } from "./run-job.ts";
import { allKinds, gate, openWorld, silent, type World } from "./world-for-tests.ts";

const lockMs = 30_000;
const retry = { attemptsMax: 2, firstDelayMs: 1_000, growth: 1, delayMsMax: 1_000 };
let world: World;

beforeEach(() => {
  jest.useFakeTimers();
  world = openWorld();
  world.insert("a");
});
afterEach(() => {
  world.close();
  jest.useRealTimers();
});

const handler = (run: RunJob, clock: () => number = Date.now) =>
  createJobHandler({ db: world.db, clock, runs: allKinds(run), log: silent, retry, lockMs });

test("a job that runs much longer than its lock stays with its worker", async () => {
  const release = gate();
  let runs = 0;
  const handle = handler(() => {
    runs++;
    return release.opened;
  });
  const running = handle("a");
  await jest.advanceTimersByTimeAsync(10 * lockMs);
  await handle("a");
  release.open();
  await running;
  expect(runs).toBe(1);
  expect(world.job("a")).toMatchObject({ state: "done", attempts: 1 });
});

test("nothing ticks on after a job has ended, well or badly", async () => {
  world.insert("b");
  await jest.runAllTimersAsync();
  await handler(async () => {})("a");
  await expect(handler(async () => Promise.reject(new Error("no")))("b")).rejects.toThrow("no");
  expect(jest.getTimerCount()).toBe(0);
});

test("a job of a kind that nobody knows any more fails, and says so", async () => {
  world.db.$client.exec("UPDATE jobs SET kind = 'toString'");
  await expect(handler(async () => {})("a")).rejects.toThrow("no job of the kind toString");
  expect(world.job("a")).toMatchObject({ state: "pending", lastError: "no job of the kind toString" });
});

test("locks and retries go by the clock that was given, whatever the machine's says", async () => {
  let now = 5_000_000;
  const clock = () => now;
  jest.setSystemTime(1);
  const lockedUntil = () => world.db.$client.prepare("SELECT locked_until FROM jobs").pluck().get();
  const fails: RunJob = async () => {
    expect(lockedUntil()).toBe(now + lockMs);
    throw new Error("not today");
  };
  await expect(handler(fails, clock)("a")).rejects.toThrow("not today");
  let runs = 0;
  const counts: RunJob = async () => void runs++;
  now += retry.firstDelayMs - 1;
  await handler(counts, clock)("a");
  expect(runs).toBe(0);
  now += 1;
  await handler(counts, clock)("a");
  expect([runs, world.job("a").state]).toEqual([1, "done"]);
});

test("an id without a row is nothing to do", async () => {
  await handler(async () => {})("nobody-knows");
});
