import { insertJob, listDueJobs } from "./jobs.ts";
import { findEscalationNotice, notifyStaff } from "./notifications.ts";
import { atomically, type Db, openDatabase } from "./open.ts";

let db: Db;

beforeEach(() => {
  db = openDatabase(":memory:");
  db.$client.exec(`
    INSERT INTO guests (id, name, email) VALUES ('maria', 'Maria Oliveira', 'maria@example.com');
    INSERT INTO staff (id, name, password_hash) VALUES ('ana', 'Ana', '-'), ('tom', 'Tom', '-');
    INSERT INTO conversations (id, guest_id, created_at, updated_at) VALUES ('c', 'maria', 1, 1);
    INSERT INTO escalations (id, conversation_id, kind, reason, summary, status, created_at)
      VALUES ('e', 'c', 'question', 'asked for a person', 'Maria wants to bring a dog', 'open', 1);
  `);
  atomically(db, (tx) =>
    insertJob(tx, { id: "notify-e", kind: "notify-staff", payload: { escalationId: "e" }, now: 1 }),
  );
});
afterEach(() => db.$client.close());

const inbox = () =>
  db.$client.prepare("SELECT staff_id, created_at FROM notifications ORDER BY staff_id").raw().all();
const dueIds = async () => (await listDueJobs(db, { now: 100 })).map((row) => row.id);

test("everybody is notified once, however often it is asked, and the job is done with it", async () => {
  expect(await notifyStaff(db, { escalationId: "e", jobId: "notify-e", now: 5 })).toBe(true);
  expect(await notifyStaff(db, { escalationId: "e", jobId: "notify-e", now: 6 })).toBe(false);
  expect(inbox()).toEqual([
    ["ana", 5],
    ["tom", 5],
  ]);
  expect(await dueIds()).toEqual([]);
});

test("a webhook gets a job of its own, in the same commit", async () => {
  await notifyStaff(db, { escalationId: "e", jobId: "notify-e", webhook: true, now: 5 });
  expect(await dueIds()).toEqual(["webhook-e"]);
});

test("an escalation resolved meanwhile disturbs nobody, and its job is done", async () => {
  db.$client.exec("UPDATE escalations SET status = 'resolved'");
  expect(await notifyStaff(db, { escalationId: "e", jobId: "notify-e", webhook: true, now: 5 })).toBe(false);
  expect([inbox(), await dueIds()]).toEqual([[], []]);
  expect(await findEscalationNotice(db, { escalationId: "e" })).toBeUndefined();
});

test("what the outside may know has nothing of the guest", async () => {
  expect(await findEscalationNotice(db, { escalationId: "e" })).toEqual({
    escalationId: "e",
    kind: "question",
    reason: "asked for a person",
  });
});
