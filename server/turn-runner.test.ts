import { pino } from "pino";
import { scriptedModel } from "../agent/model/scripted/scripted-model.ts";
import { startRig } from "../agent/rig-for-tests.ts";
import { acceptMessage } from "../db/conversations.ts";
import { readAllEvents } from "../db/event-log.ts";
import type { LoggedEvent } from "../db/event-types.ts";
import { followConversation } from "../db/follow-log.ts";
import { startLeg } from "../db/legs-for-tests.ts";
import type { Db } from "../db/open.ts";
import { TurnRunner } from "./turn-runner.ts";

const log = pino({ level: "silent" });

const until = async (
  db: Db,
  conversationId: string,
  wanted: (event: LoggedEvent) => boolean,
): Promise<LoggedEvent> => {
  const stop = new AbortController();
  for await (const event of followConversation(db, { conversationId, signal: stop.signal }))
    if (wanted(event)) return event;
  throw new Error("the log ended");
};
const ended = (event: LoggedEvent) => event.type === "turn-end";

async function startRunner({
  turnsAtOnceMax = 1,
  ...script
}: {
  turnsAtOnceMax?: number;
  say?: string;
  stall?: boolean;
} = {}) {
  const reply = {
    say: "Hello there, Maria.",
    again: true,
    ...(script.stall && { fault: { kind: "stall" as const, after: 2 } }),
  };
  const rig = await startRig({ model: scriptedModel([reply]) });
  const { db, agent, clock } = rig;
  const runner = new TurnRunner({ db, agent, clock: () => clock.now, turnsAtOnceMax, log });
  const ask = async (conversationId: string, messageId = "m-1") => {
    await acceptMessage(db, {
      conversationId,
      guestId: "maria",
      messageId,
      text: "hi",
      turnId: `${conversationId}-${messageId}`,
      now: clock.now++,
    });
  };
  return { ...rig, runner, ask };
}

test("a queued turn runs without being told, and one conversation runs one at a time, in order", async () => {
  const { db, runner, ask } = await startRunner({ turnsAtOnceMax: 4 });
  runner.start();
  await ask("conversation-aaaa", "m-1");
  await ask("conversation-aaaa", "m-2");
  await until(db, "conversation-aaaa", (event) => event.type === "turn-end" && event.turnId.endsWith("m-2"));
  const order = (await readAllEvents(db, { conversationId: "conversation-aaaa" })).filter(
    (e) => e.type === "turn-start" || e.type === "turn-end",
  );
  expect(order.map((event) => `${event.type} ${event.turnId}`)).toEqual([
    "turn-start conversation-aaaa-m-1",
    "turn-end conversation-aaaa-m-1",
    "turn-start conversation-aaaa-m-2",
    "turn-end conversation-aaaa-m-2",
  ]);
  await runner.close(1000);
});

test("whoever waits is told her position, and again when it changes", async () => {
  const { db, runner, ask } = await startRunner({ stall: true });
  runner.start();
  await ask("conversation-aaaa");
  await until(db, "conversation-aaaa", (event) => event.type === "text-delta");
  await ask("conversation-bbbb");
  await ask("conversation-cccc");
  const position = (wanted: number) => (event: LoggedEvent) =>
    event.type === "status" && event.kind === "queued" && event.position === wanted;
  await until(db, "conversation-cccc", position(2));
  expect(runner.stop("conversation-aaaa")).toBe(true);
  await until(db, "conversation-cccc", position(1));
  expect(await until(db, "conversation-aaaa", ended)).toMatchObject({ outcome: "stopped" });
  runner.stop("conversation-bbbb");
  await until(db, "conversation-bbbb", ended);
  await until(db, "conversation-cccc", (event) => event.type === "text-delta");
  runner.stop("conversation-cccc");
  await runner.close(1000);
});

test("a turn that waited past its bound ends in a visible handoff instead of running", async () => {
  const { db, runner, ask, clock } = await startRunner();
  await ask("conversation-aaaa");
  clock.now += 91_000;
  runner.start();
  expect(await until(db, "conversation-aaaa", ended)).toMatchObject({ outcome: "handoff" });
  await runner.close(1000);
});

test("a turn that has its place and has said nothing yet does not wait for one", async () => {
  const { db, runner, ask } = await startRunner();
  runner.start();
  await ask("conversation-aaaa");
  while (runner.load.running === 0) await new Promise(setImmediate);
  const waiting: number[] = [];
  for (let round = 0; round < 5; round++) {
    runner.wake();
    await new Promise(setImmediate);
    waiting.push(runner.load.waiting);
  }
  expect(waiting).toEqual([0, 0, 0, 0, 0]);
  await until(db, "conversation-aaaa", ended);
  await runner.close(1000);
});

test("a turn that could not be written to its end is not overtaken by the next one of its conversation", async () => {
  const { db, runner, ask } = await startRunner({ turnsAtOnceMax: 4 });
  let isFull = true;
  db.$client.function("is_full", () => (isFull ? 1 : 0));
  db.$client.exec(`create temp trigger refuse before update on main.turns when new.status = 'done' and is_full() = 1
    begin select raise(abort, 'full'); end`);
  runner.start();
  await ask("conversation-aaaa", "m-1");
  while (runner.load.running === 0) await new Promise(setImmediate);
  while (runner.load.running > 0) await new Promise(setImmediate);
  isFull = false;
  await ask("conversation-aaaa", "m-2");
  await until(db, "conversation-aaaa", (event) => event.type === "turn-end" && event.turnId.endsWith("m-2"));
  const events = await readAllEvents(db, { conversationId: "conversation-aaaa" });
  const ends = events.flatMap((event) => (event.type === "turn-end" ? [event.turnId.slice(-3)] : []));
  expect(ends).toEqual(["m-1", "m-2"]);
  const second = events.findIndex((event) => event.type === "turn-start" && event.turnId.endsWith("m-2"));
  expect(events.slice(0, second).some((event) => event.type === "turn-end")).toBe(true);
  await runner.close(1000);
});

test("what a crash left running is gone on with at the start", async () => {
  const { db, runner, ask, clock } = await startRunner();
  await ask("conversation-aaaa");
  await startLeg(db, { turnId: "conversation-aaaa-m-1", now: clock.now });
  runner.start();
  expect(await until(db, "conversation-aaaa", ended)).toMatchObject({ outcome: "reply" });
  await runner.close(1000);
});
