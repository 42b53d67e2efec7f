import { acceptMessage } from "./conversations.ts";
import { findEscalation, listEscalations } from "./escalation-list.ts";
import { escalate } from "./escalations.ts";
import { readAllEvents } from "./event-log.ts";
import { type Db, openDatabase } from "./open.ts";
import { conversations, guests, jobs, staff } from "./schema.ts";
import { claimEscalation, endEscalation, replyAsStaff } from "./staff-desk.ts";

const now = 1_000;

async function startDb() {
  const db = openDatabase(":memory:");
  db.insert(guests)
    .values([{ id: "maria", name: "Maria Oliveira", email: "m@example.com" }])
    .run();
  const people = Array.from({ length: 20 }, (_, index) => ({
    id: `staff-${index}`,
    name: `Person ${index}`,
    passwordHash: "-",
  }));
  db.insert(staff).values(people).run();
  return db;
}

async function ask(db: Db, number: number) {
  const conversationId = `conversation-${String(number).padStart(4, "0")}`;
  await acceptMessage(db, {
    conversationId,
    guestId: "maria",
    messageId: "m",
    text: "hi",
    turnId: `turn-${number}`,
    now,
  });
  const event = await escalate(db, {
    id: `esc-${number}`,
    conversationId,
    turnId: null,
    reason: "asked",
    summary: "Maria wrote: hi",
    promise: "soon",
    now: now + number,
  });
  return { conversationId, event };
}

const lastHandoff = async (db: Db, conversationId: string) =>
  (await readAllEvents(db, { conversationId })).findLast((event) => event.type === "handoff");

test("owner, escalation, job and event are one commit; asking again changes nothing", async () => {
  const db = await startDb();
  const { event, conversationId } = await ask(db, 1);
  expect(event).toMatchObject({ state: "queued", position: 1, promise: "soon" });
  expect(db.select().from(jobs).all()).toMatchObject([
    { id: "notify-esc-1", kind: "notify-staff", state: "pending" },
  ]);
  const again = await escalate(db, {
    id: "esc-x",
    conversationId,
    turnId: null,
    reason: "r",
    summary: "s",
    promise: "p",
    now,
  });
  expect(again).toMatchObject({ state: "queued", position: 1 });
  expect(await listEscalations(db, {})).toHaveLength(1);
});

test("an escalation whose job cannot be written does not exist either", async () => {
  const db = await startDb();
  db.$client.exec("create trigger no_jobs before insert on jobs begin select raise(abort, 'disk full'); end");
  // Not toThrow: SQLite's errors belong to the first test file of a worker, and jest takes those of another realm for no errors.
  await expect(ask(db, 1)).rejects.toMatchObject({ message: expect.stringContaining("disk full") });
  expect(await listEscalations(db, {})).toEqual([]);
  expect(db.select().from(conversations).all()).toMatchObject([{ owner: "agent" }]);
});

test("20 staff claim at once: one wins, and everyone in line moves up", async () => {
  const db = await startDb();
  const { conversationId } = await ask(db, 1);
  const second = await ask(db, 2);
  expect(second.event).toMatchObject({ position: 2 });
  const claims = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      claimEscalation(db, { escalationId: "esc-1", staffId: `staff-${index}`, now }),
    ),
  );
  expect(claims.filter((claim) => claim.ok)).toHaveLength(1);
  expect(await lastHandoff(db, conversationId)).toMatchObject({ state: "staff", staffName: "Person 0" });
  expect(await lastHandoff(db, second.conversationId)).toMatchObject({ state: "queued", position: 1 });
});

test("only the one who holds a conversation may answer, hand back or close it", async () => {
  const db = await startDb();
  await ask(db, 1);
  const mine = { escalationId: "esc-1", staffId: "staff-1", now };
  const other = { ...mine, staffId: "staff-2" };
  const words = { messageId: "s-1", text: "Hello" };
  expect(await replyAsStaff(db, { ...mine, ...words })).toEqual({ ok: false, why: "state" });
  await claimEscalation(db, mine);
  expect(await replyAsStaff(db, { ...other, ...words })).toEqual({ ok: false, why: "taken", by: "Person 1" });
  expect(await endEscalation(db, { ...other, owner: "agent" })).toEqual({
    ok: false,
    why: "taken",
    by: "Person 1",
  });
  expect(await replyAsStaff(db, { ...mine, ...words })).toEqual({ ok: true });
  expect(await replyAsStaff(db, { ...mine, ...words })).toEqual({ ok: true });
  const found = await findEscalation(db, { id: "esc-1" });
  expect(found?.transcript.filter((event) => event.type === "staff-message")).toHaveLength(1);
  expect(await endEscalation(db, { ...mine, owner: "closed" })).toEqual({ ok: true });
  expect(await endEscalation(db, { ...mine, owner: "closed" })).toEqual({ ok: false, why: "state" });
});

test("a message to a person begins no turn; one to a closed conversation begins anew with the agent", async () => {
  const db = await startDb();
  const { conversationId } = await ask(db, 1);
  const message = { conversationId, guestId: "maria", now };
  expect(
    await acceptMessage(db, { ...message, messageId: "m-2", text: "hello?", turnId: "t-2" }),
  ).toMatchObject({ kind: "for-person" });
  expect(
    await acceptMessage(db, { ...message, messageId: "m-2", text: "hello?", turnId: "t-3" }),
  ).toMatchObject({ kind: "for-person", repeated: true });
  await claimEscalation(db, { escalationId: "esc-1", staffId: "staff-1", now });
  await endEscalation(db, { escalationId: "esc-1", staffId: "staff-1", owner: "closed", now });
  expect(
    await acceptMessage(db, { ...message, messageId: "m-3", text: "one more thing", turnId: "t-4" }),
  ).toMatchObject({ kind: "turn", turnId: "t-4" });
  expect(await lastHandoff(db, conversationId)).toMatchObject({ state: "agent" });
});
