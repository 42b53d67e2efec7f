import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { handoffReserveMs, turnMsMax } from "../agent/limits.ts";
import type { Model } from "../agent/model/model.ts";
import { scriptedModel } from "../agent/model/scripted/scripted-model.ts";
import { startRig } from "../agent/rig-for-tests.ts";
import { decideAction } from "../db/actions.ts";
import { acceptMessage } from "../db/conversations.ts";
import { readAllEvents } from "../db/event-log.ts";
import { followConversation } from "../db/follow-log.ts";
import { findTurn } from "../db/turns.ts";
import { sqliteBookingSystem } from "../tools/booking-system/sqlite-booking-system.ts";
import { TurnRunner } from "./turn-runner.ts";

/*
 * Every accepted message ends in something that its guest can see, within 90 seconds, whatever hangs. The messages here were accepted so long ago that
 * little of that is left.
 */

const log = pino({ level: "silent" });
const boundMs = turnMsMax - handoffReserveMs;
/** What is left of the bound when the runner begins. */
const leftMs = 300;

const hang = () => new Promise<never>(() => {});

test("a model that never says a word ends in a handoff", async () => {
  const stalled = scriptedModel([{ say: "Hello.", again: true, fault: { kind: "stall", after: 0 } }]);
  expect(await endingOf({ model: stalled })).toMatchObject(handedOff);
});

test("so does one that falls silent in the middle, and keeps what it said", async () => {
  const stalled = scriptedModel([{ say: "Hello there.", again: true, fault: { kind: "stall", after: 2 } }]);
  const { events } = await endingOf({ model: stalled });
  expect(events).toContain("text-delta");
  expect(events.slice(-2)).toEqual(["handoff", "turn-end"]);
});

test("so does one that does not even notice that it was stopped", async () => {
  const deaf: Model = {
    name: "deaf",
    provider: "scripted",
    health: async () => ({ ok: true, detail: "" }),
    // biome-ignore lint/correctness/useYield: it never comes to it.
    async *stream() {
      await hang();
    },
  };
  expect(await endingOf({ model: deaf })).toMatchObject(handedOff);
});

test("a booking system that never answers a question ends in a handoff", async () => {
  const model = scriptedModel([
    { calls: [{ name: "get_booking", arguments: { bookingRef: "BK-204" } }], again: true },
  ]);
  expect(await endingOf({ model, bookings: { findBooking: hang } })).toMatchObject(handedOff);
});

test("a turn that is stopped while something hangs is over at once, and what comes late is not heard", async () => {
  let answer = (_booking: undefined) => {};
  const late = () => new Promise<undefined>((resolve) => (answer = resolve));
  const model = scriptedModel([
    { calls: [{ name: "get_booking", arguments: { bookingRef: "BK-204" } }], again: true },
  ]);
  const { rig, runner } = await startRunner({ model, bookings: { findBooking: late } });
  const turnId = await accept(rig, rig.clock.now);
  runner.start();
  await said(rig, "status", rig.conversationId);
  runner.stop(rig.conversationId);
  await ended(rig, turnId, "stopped");
  const before = await readAllEvents(rig.db, { conversationId: rig.conversationId });
  answer(undefined);
  await runner.close(1_000);
  expect(await readAllEvents(rig.db, { conversationId: rig.conversationId })).toEqual(before);
});

test("a booking system that never answers an order ends in a handoff, and the action is kept to be tried again", async () => {
  const model = scriptedModel([
    { calls: [{ name: "cancel_booking", arguments: { bookingRef: "BK-204" } }], again: true },
  ]);
  const { rig, runner } = await startRunner({ model, bookings: { execute: hang } });
  const turnId = await accept(rig, rig.clock.now);
  runner.start();
  await ended(rig, turnId, "waiting");
  const { confirmationId = "" } = (await rig.openCard()) ?? {};
  const { conversationId } = rig;
  const of = { confirmationId, conversationId, guestId: "maria", decision: "accept" as const };
  await decideAction(rig.db, { ...of, now: rig.clock.now - boundMs + leftMs });
  await ended(rig, turnId, "handoff");
  await runner.close(100);
  expect(
    rig.db.$client
      .prepare("select state, attempts from actions where conversation_id = ?")
      .all(rig.conversationId),
  ).toEqual([{ state: "approved", attempts: 1 }]);
});

test("a turn that never got its place ends in a handoff", async () => {
  const stalled = scriptedModel([{ say: "Hello.", again: true, fault: { kind: "stall", after: 0 } }]);
  const { rig, runner } = await startRunner({ model: stalled, turnsAtOnceMax: 1 });
  const first = await accept(rig, rig.clock.now, "conversation-of-the-first");
  runner.start();
  await said(rig, "turn-start", "conversation-of-the-first");
  const second = await accept(rig, rig.clock.now - boundMs + leftMs, "conversation-of-the-second");
  await said(rig, "status", "conversation-of-the-second");
  rig.clock.now += leftMs;
  await ended(rig, second, "handoff", "conversation-of-the-second");
  expect(await findTurn(rig.db, { turnId: first })).toMatchObject({ status: "running" });
  runner.stop("conversation-of-the-first");
  await runner.close(1_000);
});

test("a turn that a process left running an hour ago ends in a handoff at the start of the next, and says nothing else", async () => {
  const model = scriptedModel([{ say: "Hello.", again: true }]);
  const { rig, runner } = await startRunner({ model });
  const turnId = await accept(rig, rig.clock.now - 3_600_000);
  rig.db.$client.prepare("update turns set status = 'running', legs = 1 where id = ?").run(turnId);
  runner.start();
  await ended(rig, turnId, "handoff");
  await runner.close(1_000);
  expect(model.requests).toHaveLength(0);
});

test("a runner whose look fails looks again", async () => {
  const model = scriptedModel([{ say: "Hello.", again: true }]);
  const { rig, runner } = await startRunner({ model });
  rig.db.$client.exec("alter table turns rename to turns_away");
  runner.start();
  await new Promise((resolve) => setTimeout(resolve, 50));
  rig.db.$client.exec("alter table turns_away rename to turns");
  const turnId = await accept(rig, rig.clock.now);
  await ended(rig, turnId, "reply");
  await runner.close(1_000);
});

const handedOff = {
  turn: { status: "done", outcome: "handoff" },
  owner: "queued",
  afterMs: expect.any(Number),
};

interface Parts {
  model: Model;
  bookings?: Partial<ReturnType<typeof sqliteBookingSystem>>;
  turnsAtOnceMax?: number;
}

async function startRunner({ model, bookings = {}, turnsAtOnceMax = 4 }: Parts) {
  const plain = await startRig({ model });
  const rig = await startRig({
    model,
    db: plain.db,
    bookings: { ...sqliteBookingSystem(plain.db), ...bookings },
  });
  const { db, agent, clock } = rig;
  const runner = new TurnRunner({ db, agent, clock: () => clock.now, turnsAtOnceMax, log });
  return { rig, runner };
}

type Rig = Awaited<ReturnType<typeof startRunner>>["rig"];

async function accept(rig: Rig, at: number, conversationId = rig.conversationId): Promise<string> {
  const turnId = `turn-${randomUUID()}`;
  const message = { conversationId, guestId: "maria", messageId: "m-1", text: "Please cancel BK-204." };
  await acceptMessage(rig.db, { ...message, turnId, now: at });
  return turnId;
}

async function ended(
  rig: Rig,
  turnId: string,
  outcome: string,
  conversationId = rig.conversationId,
): Promise<void> {
  const stop = new AbortController();
  for await (const event of followConversation(rig.db, { conversationId, signal: stop.signal }))
    if (event.type === "turn-end" && event.turnId === turnId && event.outcome === outcome) return;
}

async function said(rig: Rig, type: string, conversationId: string): Promise<void> {
  const stop = new AbortController();
  for await (const event of followConversation(rig.db, { conversationId, signal: stop.signal }))
    if (event.type === type) return;
}

/** Runs one message that has `leftMs` left, and tells how it ended, how long after the bound. */
async function endingOf(parts: Parts) {
  const { rig, runner } = await startRunner(parts);
  const turnId = await accept(rig, rig.clock.now - boundMs + leftMs);
  const began = performance.now();
  runner.start();
  await ended(rig, turnId, "handoff");
  const afterMs = performance.now() - began - leftMs;
  expect(afterMs).toBeLessThan(handoffReserveMs);
  await runner.close(100);
  const log = await readAllEvents(rig.db, { conversationId: rig.conversationId });
  const [conversation] = rig.db.$client
    .prepare("select owner from conversations where id = ?")
    .all(rig.conversationId) as { owner: string }[];
  return {
    turn: await findTurn(rig.db, { turnId }),
    owner: conversation?.owner,
    events: log.map(({ type }) => type),
    afterMs,
  };
}
