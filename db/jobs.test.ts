import { completeJob, countJobs, failJob, insertJob, keepJob, listDueJobs, takeJob } from "./jobs.ts";
import { atomically, type Db, openDatabase } from "./open.ts";

const lock = { lockMs: 1_000, attemptsMax: 3 };
let db: Db;

beforeEach(() => {
  db = openDatabase(":memory:");
  insert("a");
});
afterEach(() => db.$client.close());

const insert = (id: string, now = 100) =>
  atomically(db, (tx) => insertJob(tx, { id, kind: "notify-staff", payload: { escalationId: "e" }, now }));
const due = async (now: number) => (await listDueJobs(db, { now })).map((row) => row.id);
const take = (now: number) => takeJob(db, { id: "a", now, ...lock });

test("a job of a transaction that is rolled back never was", async () => {
  expect(() =>
    atomically(db, (tx) => {
      insertJob(tx, { id: "b", kind: "notify-staff", payload: {}, now: 1 });
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(await due(1_000)).toEqual(["a"]);
});

test("the same id twice is one job", async () => {
  insert("a");
  expect(await countJobs(db)).toEqual({ pending: 1, running: 0, done: 0, failed: 0 });
});

test("a new job is due at once, whatever clock wrote it", async () => {
  insert("b", 9_999_999);
  expect(await due(0)).toEqual(["a", "b"]);
});

test("one of two workers takes a job, the other finds nothing to do", async () => {
  expect(await take(0)).toEqual({
    id: "a",
    kind: "notify-staff",
    payload: '{"escalationId":"e"}',
    attempts: 1,
  });
  expect(await take(1)).toBeUndefined();
  expect(await due(999)).toEqual([]);
});

test("a lock that nobody kept is taken over, and the first worker can then change nothing", async () => {
  await take(0);
  expect(await keepJob(db, { id: "a", attempts: 1, until: 1_500 })).toBe(true);
  expect(await take(1_499)).toBeUndefined();
  expect(await take(1_500)).toMatchObject({ attempts: 2 });
  expect(await keepJob(db, { id: "a", attempts: 1, until: 9_000 })).toBe(false);
  await failJob(db, { id: "a", attempts: 1, error: "late", retryAt: 2_000, now: 1_600 });
  expect(await countJobs(db)).toMatchObject({ running: 1, pending: 0 });
});

test("a failed job is due again at its time and not before", async () => {
  await take(0);
  await failJob(db, { id: "a", attempts: 1, error: "no", retryAt: 500, now: 10 });
  expect([await due(499), await due(500)]).toEqual([[], ["a"]]);
  expect(await take(499)).toBeUndefined();
});

test("a job that kills its worker every time ends as failed", async () => {
  for (const now of [0, 1_000, 2_000]) expect(await take(now)).toBeDefined();
  expect(await take(3_000)).toBeUndefined();
  expect(await countJobs(db)).toMatchObject({ failed: 1, running: 0 });
});

test("a job that is done is never taken or failed again", async () => {
  await take(0);
  await completeJob(db, { id: "a", now: 5 });
  await failJob(db, { id: "a", attempts: 1, error: "after all", retryAt: 6, now: 6 });
  expect(await take(99_999)).toBeUndefined();
  expect(await countJobs(db)).toMatchObject({ done: 1, pending: 0 });
});
