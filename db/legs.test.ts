import { acceptMessage } from "./conversations.ts";
import { readAllEvents } from "./event-log.ts";
import { EventWriter } from "./event-writer.ts";
import { endLeg, nextLeg } from "./legs.ts";
import { startLeg } from "./legs-for-tests.ts";
import { type Db, openDatabase } from "./open.ts";
import { conversations, guests, messages, turns } from "./schema.ts";
import { findTurn, type Turn } from "./turns.ts";

const conversationId = "conversation-0001";
const turnId = "turn-1";
let db: Db;

beforeEach(async () => {
  db = openDatabase(":memory:");
  db.insert(guests).values({ id: "maria", name: "Maria Oliveira", email: "maria@example.com" }).run();
  await acceptMessage(db, { conversationId, guestId: "maria", messageId: "m-1", text: "hi", turnId, now: 1 });
});
afterEach(() => db.$client.close());

const turnNow = async (): Promise<Turn> => (await findTurn(db, { turnId })) as Turn;
const logged = async () => (await readAllEvents(db, { conversationId })).map(({ type }) => type);
const personHolds = () => db.update(conversations).set({ owner: "staff" }).run();

function speak() {
  const anHour = 3_600_000;
  const writer = new EventWriter(db, () => 5, { deltaMsMax: anHour, quietMsMax: anHour });
  return writer.open({ conversationId, turnId, onLost: () => {} });
}

test("a leg begins in the commit of what it says first: until then the turn is in the queue", async () => {
  const leg = nextLeg(db, await turnNow());
  expect(leg).toMatchObject({ torn: false, isFirst: true, turn: { status: "running", legs: 1 } });
  const voice = speak();
  voice.also(leg.begin);
  voice.say({ type: "status", kind: "thinking" });
  expect(await turnNow()).toMatchObject({ status: "queued", legs: 0 });
  expect(await logged()).toEqual(["guest-message"]);
  await voice.settled();
  expect(await turnNow()).toMatchObject({ status: "running", legs: 1 });
  expect(await logged()).toEqual(["guest-message", "turn-start", "status"]);
});

test("a leg ends in the commit of what it says last, and that commit hears whether all of it is written", async () => {
  const voice = speak();
  voice.also(nextLeg(db, await turnNow()).begin);
  voice.say({ type: "text-delta", textId: "t", delta: "Hello." });
  await voice.settled();
  personHolds();
  voice.say({ type: "text-end", textId: "t" });
  const steps = [{ role: "agent" as const, text: "Hello.", detail: undefined }];
  voice.also((isWhole) => endLeg(db, { turnId, outcome: isWhole ? "reply" : "silenced", steps, now: 6 }));
  expect(await voice.settled()).toBe(false);
  expect(await turnNow()).toMatchObject({ status: "done", outcome: "silenced", endedAt: 6 });
  expect(await logged()).toEqual(["guest-message", "turn-start", "text-delta", "turn-end"]);
  expect(db.select().from(messages).all()).toMatchObject([{ text: "hi" }, { text: "Hello." }]);
});

test("a leg begins once, however often it is asked for, and not in a turn that has gone on without it", async () => {
  const leg = nextLeg(db, await turnNow());
  expect(leg.begin()).toMatchObject([{ type: "turn-start" }]);
  expect(leg.begin()).toEqual([]);
  const late = nextLeg(db, { ...(await turnNow()), status: "queued", legs: 0 });
  db.update(turns).set({ status: "done" }).run();
  expect(() => late.begin()).toThrow("has gone on");
  expect(await turnNow()).toMatchObject({ status: "done", legs: 1 });
});

test("a leg that has ended is not ended again, and a turn that waits or is done begins none", async () => {
  await startLeg(db, { turnId, now: 2 });
  const end = { turnId, outcome: "reply" as const, steps: [], now: 3 };
  expect(endLeg(db, end)).toEqual([{ type: "turn-end", turnId, outcome: "reply" }]);
  expect(endLeg(db, { ...end, outcome: "handoff", now: 4 })).toEqual([]);
  expect(await turnNow()).toMatchObject({ outcome: "reply", endedAt: 3 });
  for (const status of ["done", "waiting"] as const) {
    db.update(turns).set({ status }).run();
    const turn = await turnNow();
    expect(() => nextLeg(db, turn)).toThrow("cannot start");
  }
});

test("a leg that a crash cut off is begun anew, unless a person has the conversation by then, also at the last moment", async () => {
  await startLeg(db, { turnId, now: 2 });
  const torn = nextLeg(db, await turnNow());
  expect(torn).toMatchObject({ torn: true, isFirst: false, turn: { legs: 2 } });
  personHolds();
  expect(torn.begin()).toEqual([]);
  expect(await turnNow()).toMatchObject({ legs: 1 });
  const held = nextLeg(db, await turnNow());
  expect(held).toMatchObject({ torn: false, isFirst: false, turn: { legs: 1 } });
  expect(held.begin()).toEqual([]);
});
