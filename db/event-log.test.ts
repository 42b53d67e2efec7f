import { jest } from "@jest/globals";
import { acceptMessage } from "./conversations.ts";
import { appendEvents, readAllEvents } from "./event-log.ts";
import type { LoggedEvent, StatusKind } from "./event-types.ts";
import { EventWriter } from "./event-writer.ts";
import { followConversation, followPages, followTurn } from "./follow-log.ts";
import { endLeg, startLeg } from "./legs-for-tests.ts";
import { atomically, type Db, openDatabase } from "./open.ts";
import { conversations, guests } from "./schema.ts";

const conversationId = "conversation-0001";
const turnId = "turn-1";

async function startDb() {
  const db = openDatabase(":memory:");
  db.insert(guests).values({ id: "maria", name: "Maria Oliveira", email: "maria@example.com" }).run();
  await acceptMessage(db, { conversationId, guestId: "maria", messageId: "m-1", text: "hi", turnId, now: 1 });
  return db;
}

const waits = { deltaMsMax: 20, quietMsMax: 20 };

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

test("where a leg begins and ended is looked for by the index of just these events", async () => {
  const db = await startDb();
  const prepare = jest.spyOn(db.$client, "prepare");
  const follow = async () => {
    for await (const _ of followTurn(db, { conversationId, turnId, signal: AbortSignal.timeout(5_000) }));
  };
  const queued = follow();
  await startLeg(db, { turnId, now: 2 });
  await endLeg(db, { turnId, outcome: "reply", steps: [], now: 3 });
  await Promise.all([queued, follow()]);
  const looks = prepare.mock.calls.map(([sql]) => sql).filter((sql) => /max\(.*"turn_id" = \?/.test(sql));
  const plans = looks.map((sql) => JSON.stringify(db.$client.prepare(`explain query plan ${sql}`).all("")));
  expect(plans).toEqual([expect.stringContaining("events_legs"), expect.stringContaining("events_legs")]);
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

/** A voice of the turn, and what it was told to have lost. */
function speak(writer: EventWriter) {
  const lost: unknown[] = [];
  return { lost, ...writer.open({ conversationId, turnId, onLost: (error) => lost.push(error) }) };
}

const delta = (text: string) => ({ type: "text-delta" as const, textId: "t", delta: text });
const texts = async (db: Db, id = conversationId) =>
  (await readAllEvents(db, { conversationId: id })).filter((event) => event.type.startsWith("text"));

test("the first delta is written at once, those that follow are gathered and joined, and nothing is lost or reordered", async () => {
  const db = await startDb();
  const voice = speak(new EventWriter(db, () => 5, waits));
  voice.say(delta("Hel"));
  expect(await voice.settled()).toBe(true);
  for (const text of ["lo", " Maria", "!"]) voice.say(delta(text));
  expect(await texts(db)).toMatchObject([{ delta: "Hel" }]);
  voice.say({ type: "text-end", textId: "t" });
  expect(await voice.settled()).toBe(true);
  expect(await texts(db)).toMatchObject([{ delta: "Hel" }, { delta: "lo Maria!" }, { type: "text-end" }]);
});

test("the deltas of all turns that come within the bound share one commit", async () => {
  const db = await startDb();
  const other = { conversationId: "conversation-0002", turnId: "turn-2" };
  await acceptMessage(db, { ...other, guestId: "maria", messageId: "m-2", text: "hi", now: 1 });
  let commits = 0;
  const writer = new EventWriter(db, () => ++commits, waits);
  const voices = [speak(writer), writer.open({ ...other, onLost() {} })];
  const sayAll = (text: string) => voices.map((voice) => voice.say(delta(text)));
  const allSettled = () => Promise.all(voices.map((voice) => voice.settled()));
  sayAll("a");
  await allSettled();
  for (const text of ["b", "c"]) sayAll(text);
  await allSettled();
  expect(commits).toBe(2);
  for (const id of [conversationId, other.conversationId])
    expect(await texts(db, id)).toMatchObject([{ delta: "a" }, { delta: "bc" }]);
});

test("a follower gets what is committed here without reading the log, and what it missed from the log", async () => {
  const db = await startDb();
  const stop = new AbortController();
  const pages: string[][] = [];
  const voice = speak(new EventWriter(db, () => 5, waits));
  const following = (async () => {
    for await (const page of followPages(db, { conversationId, after: 1, signal: stop.signal })) {
      pages.push(page.map((event) => `${event.seq} ${event.type}`));
      if (page.some((event) => event.type === "text-end")) stop.abort();
    }
  })();
  voice.say({ type: "text-start", textId: "t" });
  voice.say(delta("Hel"));
  await voice.settled();
  // Another process writes, and its bell has not rung yet.
  db.$client.prepare("insert into events values (?, 4, null, 'status', '{}', 6)").run(conversationId);
  voice.say({ type: "text-end", textId: "t" });
  await following;
  expect(pages).toEqual([
    ["2 text-start", "3 text-delta"],
    ["4 status", "5 text-end"],
  ]);
});

test("nothing is written for a conversation that a person holds", async () => {
  const db = await startDb();
  const voice = speak(new EventWriter(db, () => 5, waits));
  db.update(conversations).set({ owner: "staff" }).run();
  voice.say(delta("too late"));
  expect(await voice.settled()).toBe(false);
  expect(voice.lost).toEqual([null]);
  expect(types(await readAllEvents(db, { conversationId }))).toEqual(["guest-message"]);
});

test("a write that the disk refuses rejects for everyone in it", async () => {
  const db = await startDb();
  const writer = new EventWriter(db, () => 5, waits);
  const voices = [speak(writer), speak(writer)];
  db.$client.pragma("query_only = ON");
  for (const voice of voices) voice.say(delta("a"));
  const results = await Promise.allSettled(voices.map((voice) => voice.settled()));
  expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
  expect(voices.map(({ lost }) => lost.length)).toEqual([1, 1]);
});

test("work is done in the commit of the events it stands among, and what it returns is written whoever holds the conversation", async () => {
  const db = await startDb();
  const voice = speak(new EventWriter(db, () => 5, waits));
  const heard: [number, boolean][] = [];
  const count = () => (db.$client.prepare("select count(*) as n from events").get() as { n: number }).n;
  const work = (kind: StatusKind) => (isWhole: boolean) => {
    heard.push([count(), isWhole]);
    return [{ type: "status" as const, kind }];
  };
  voice.say(delta("a"));
  voice.also(work("working"));
  voice.say({ type: "text-end", textId: "t" });
  expect(await voice.settled()).toBe(true);
  const first = ["guest-message", "text-delta", "status", "text-end"];
  expect(types(await readAllEvents(db, { conversationId }))).toEqual(first);
  db.update(conversations).set({ owner: "staff" }).run();
  voice.say(delta("too late"));
  voice.also(work("searching"));
  await voice.written();
  expect(types(await readAllEvents(db, { conversationId }))).toEqual([...first, "status"]);
  // Whoever only waits does not take the news from who asks. And what was lost once is missing from then on.
  voice.also(work("approval"));
  expect(await voice.settled()).toBe(false);
  expect(voice.lost).toEqual([null]);
  expect(heard).toEqual([
    [2, true],
    [4, false],
    [5, false],
  ]);
});

test("work that waits for company waits no longer than other things that can", async () => {
  const db = await startDb();
  let done = 0;
  speak(new EventWriter(db, () => 5, waits)).also(() => {
    done++;
    return [];
  });
  await new Promise(setImmediate);
  expect(done).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(done).toBe(1);
});

test("what cannot be done for one turn takes no other's words with it, and its own words with it", async () => {
  const db = await startDb();
  const other = { conversationId: "conversation-0002", turnId: "turn-2" };
  await acceptMessage(db, { ...other, guestId: "maria", messageId: "m-2", text: "hi", now: 1 });
  const writer = new EventWriter(db, () => 5, waits);
  const broken = speak(writer);
  const fine = writer.open({ ...other, onLost: () => {} });
  broken.say(delta("a"));
  fine.say(delta("b"));
  broken.also(() => {
    throw new Error("no");
  });
  await expect(broken.settled()).rejects.toThrow("no");
  expect(await fine.settled()).toBe(true);
  expect(broken.lost).toEqual([new Error("no")]);
  expect(await texts(db)).toEqual([]);
  expect(await texts(db, other.conversationId)).toMatchObject([{ delta: "b" }]);
});

test("what stops the whole database is tried once for all, and told to each", async () => {
  const db = await startDb();
  const other = { conversationId: "conversation-0002", turnId: "turn-2" };
  await acceptMessage(db, { ...other, guestId: "maria", messageId: "m-2", text: "hi", now: 1 });
  const writer = new EventWriter(db, () => 5, waits);
  const voices = [speak(writer), writer.open({ ...other, onLost: () => {} })];
  let tries = 0;
  for (const voice of voices)
    voice.also(() => {
      tries++;
      throw Object.assign(new Error("database is locked"), { code: "SQLITE_BUSY" });
    });
  const ends = await Promise.allSettled(voices.map((voice) => voice.settled()));
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(tries).toBe(1);
});

test("whoever asks after a write that failed waits for what is still to be written, and then hears of it", async () => {
  const db = await startDb();
  const voice = speak(new EventWriter(db, () => 5, waits));
  db.$client.pragma("query_only = ON");
  voice.say(delta("lost"));
  await new Promise(setImmediate);
  db.$client.pragma("query_only = OFF");
  expect(voice.failure()).toMatchObject({ code: "SQLITE_READONLY" });
  const heard: boolean[] = [];
  voice.also((isWhole) => {
    heard.push(isWhole);
    return [];
  });
  await expect(voice.settled()).rejects.toMatchObject({ code: "SQLITE_READONLY" });
  expect(heard).toEqual([false]);
  expect(voice.failure()).toBeUndefined();
});

test("what a turn is busy with waits for what comes after it, and for nothing when somebody asks whether all is settled", async () => {
  const db = await startDb();
  const anHour = 3_600_000;
  const voice = new EventWriter(db, () => 1, { deltaMsMax: 0, quietMsMax: anHour }).open({
    conversationId,
    turnId,
    onLost: () => {},
  });
  const logged = async () => types(await readAllEvents(db, { conversationId }));
  const before = await logged();
  voice.say({ type: "status", kind: "working" });
  voice.say({ type: "tool-start", toolCallId: "c1", tool: "get_booking", input: {} });
  await new Promise(setImmediate);
  expect(await logged()).toEqual(before);
  expect(await voice.settled()).toBe(true);
  expect(await logged()).toEqual([...before, "status", "tool-start"]);
});
