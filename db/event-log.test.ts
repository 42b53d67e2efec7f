import { acceptMessage } from "./conversations.ts";
import { appendEvents, followConversation, followTurn, readAllEvents } from "./event-log.ts";
import type { LoggedEvent } from "./event-types.ts";
import { EventWriter } from "./event-writer.ts";
import { atomically, openDatabase } from "./open.ts";
import { conversations, guests } from "./schema.ts";
import { endLeg, startLeg } from "./turns.ts";

const conversationId = "conversation-0001";
const turnId = "turn-1";

async function startDb() {
  const db = openDatabase(":memory:");
  db.insert(guests).values({ id: "maria", name: "Maria Oliveira", email: "maria@example.com" }).run();
  await acceptMessage(db, { conversationId, guestId: "maria", messageId: "m-1", text: "hi", turnId, now: 1 });
  return db;
}

const delta = (text: string) => ({
  conversationId,
  turnId,
  event: { type: "text-delta" as const, textId: "t", delta: text },
});
const types = (events: LoggedEvent[]) => events.map((event) => event.type);

test("events are numbered from 1 without a gap, and a rolled-back one leaves none", async () => {
  const db = await startDb();
  const status = { type: "status" as const, kind: "thinking" as const };
  expect(() =>
    atomically(db, (tx) => {
      appendEvents(tx, { conversationId, turnId, events: [status, status], now: 2 });
      throw new Error("roll back");
    }),
  ).toThrow("roll back");
  atomically(db, (tx) => appendEvents(tx, { conversationId, turnId, events: [status], now: 3 }));
  expect((await readAllEvents(db, { conversationId })).map((event) => event.seq)).toEqual([1, 2]);
});

test("the log refuses to be edited or pruned", async () => {
  const db = await startDb();
  expect(() => db.$client.exec("update events set type = 'x'")).toThrow("append-only");
  expect(() => db.$client.exec("delete from events")).toThrow("append-only");
  expect(() => db.$client.exec("delete from messages")).toThrow("append-only");
});

test("a follower gets what is there and then what comes, in order, and ends when its signal aborts", async () => {
  const db = await startDb();
  const stop = new AbortController();
  const seen: string[] = [];
  const following = (async () => {
    for await (const event of followConversation(db, { conversationId, signal: stop.signal })) {
      seen.push(event.type);
      if (event.type === "turn-end") stop.abort();
    }
  })();
  await startLeg(db, { turnId, now: 2 });
  await endLeg(db, { turnId, outcome: "reply", steps: [], now: 3 });
  await following;
  expect(seen).toEqual(["guest-message", "turn-start", "turn-end"]);
});

test("following a queued turn waits for its leg; following a finished one replays it", async () => {
  const db = await startDb();
  const read = async () => {
    const events: LoggedEvent[] = [];
    for await (const event of followTurn(db, {
      conversationId,
      turnId,
      signal: new AbortController().signal,
    }))
      events.push(event);
    return events;
  };
  const early = read();
  await startLeg(db, { turnId, now: 2 });
  await endLeg(db, { turnId, outcome: "reply", steps: [], now: 3 });
  expect(types(await early)).toEqual(["guest-message", "turn-start", "turn-end"]);
  expect(types(await read())).toEqual(["turn-start", "turn-end"]);
});

test("the first delta is written at once, those that follow are gathered and joined, and nothing is lost or reordered", async () => {
  const db = await startDb();
  const writer = new EventWriter(db, () => 5, 20);
  await writer.write(delta("Hel"));
  const later = [writer.write(delta("lo")), writer.write(delta(" Maria")), writer.write(delta("!"))];
  expect(
    (await readAllEvents(db, { conversationId })).filter((event) => event.type === "text-delta"),
  ).toMatchObject([{ delta: "Hel" }]);
  const end = writer.write({ conversationId, turnId, event: { type: "text-end", textId: "t" } });
  await Promise.all([...later, end]);
  const events = (await readAllEvents(db, { conversationId })).filter((event) =>
    event.type.startsWith("text"),
  );
  expect(events).toMatchObject([{ delta: "Hel" }, { delta: "lo Maria!" }, { type: "text-end" }]);
});

test("nothing is written for a conversation that a person holds", async () => {
  const db = await startDb();
  const writer = new EventWriter(db, () => 5, 20);
  db.update(conversations).set({ owner: "staff" }).run();
  expect(await writer.write(delta("too late"))).toBe(false);
  expect(types(await readAllEvents(db, { conversationId }))).toEqual(["guest-message"]);
});

test("a write that the disk refuses rejects for everyone in it", async () => {
  const db = await startDb();
  const writer = new EventWriter(db, () => 5, 20);
  db.$client.pragma("query_only = ON");
  const writes = [writer.write(delta("a")), writer.write(delta("b"))];
  const results = await Promise.allSettled(writes);
  expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
});
