import { getEventListeners } from "node:events";
import { expireActions, requeueStrandedActions } from "../db/actions.ts";
import { decideApproval } from "../db/approvals.ts";
import { recentMessages } from "../db/conversations.ts";
import { listEscalations } from "../db/escalation-list.ts";
import { escalate } from "../db/escalations.ts";
import { readAllEvents } from "../db/event-log.ts";
import type { Db } from "../db/open.ts";
import { actions, bookings, conversations, ledgerTransactions, messages, turns } from "../db/schema.ts";
import { seededDatabase } from "../db/seeded-for-tests.ts";
import { claimEscalation, endEscalation } from "../db/staff-desk.ts";
import type { BookingSystem } from "../tools/booking-system/booking-system.ts";
import { sqliteBookingSystem } from "../tools/booking-system/sqlite-booking-system.ts";
import { TurnEnded } from "./answer.ts";
import { quietWriteMsMax } from "./limits.ts";
import type { Model } from "./model/model.ts";
import { scriptedModel } from "./model/scripted/scripted-model.ts";
import { ownRound } from "./own-round.ts";
import { outcomeIn, startRig, textIn } from "./rig-for-tests.ts";

const cancel = (bookingRef: string) => ({ calls: [{ name: "cancel_booking", arguments: { bookingRef } }] });
const lookUp = { calls: [{ name: "get_booking", arguments: { bookingRef: "BK-204" } }] };
const statusOf = (db: Db, ref: string) =>
  db
    .select()
    .from(bookings)
    .all()
    .find((row) => row.ref === ref)?.status;
const waitingTurns = (db: Db) =>
  db
    .select()
    .from(turns)
    .all()
    .filter((row) => row.status === "waiting");
type Rig = Awaited<ReturnType<typeof startRig>>;

/** The guest presses "Talk to a person", and ana takes the conversation. */
async function toPerson({ db, conversationId, clock: { now } }: Rig) {
  await escalate(db, {
    id: "esc-1",
    conversationId,
    turnId: null,
    reason: "r",
    summary: "s",
    promise: "p",
    now,
  });
  await claimEscalation(db, { escalationId: "esc-1", staffId: "ana", now });
}

async function untilText({ db, conversationId }: Rig) {
  for (;;) {
    const events = await readAllEvents(db, { conversationId });
    if (events.some((event) => event.type === "text-delta")) return;
    await new Promise(setImmediate);
  }
}

/** Says nothing, ever, and hears no abort. */
async function* never(): AsyncGenerator<never> {
  await new Promise(() => {});
}

const checkpoints = (db: Db) =>
  (db.$client.prepare("select count(*) as n from checkpoints").get() as { n: number }).n;

test("a reply streams, ends the turn, and leaves no checkpoint", async () => {
  const rig = await startRig({ model: scriptedModel([{ say: "Hello Maria, how can I help?" }]) });
  const events = await rig.say("hi");
  expect(events.map((event) => event.type)).toEqual([
    "turn-start",
    "status",
    "text-start",
    ...events.filter((e) => e.type === "text-delta").map(() => "text-delta"),
    "text-end",
    "turn-end",
  ]);
  expect(textIn(events)).toBe("Hello Maria, how can I help?");
  expect(outcomeIn(events)).toBe("reply");
  expect(checkpoints(rig.db)).toBe(0);
});

test("what the model thought before a call goes back with the result, and is neither shown nor stored", async () => {
  const list = { calls: [{ name: "list_my_bookings", arguments: {} }] };
  const model = scriptedModel([
    { think: "I must look. ", ...list },
    { think: "Seen.", say: "You are welcome." },
    { say: "Bye." },
  ]);
  const rig = await startRig({ model });
  const thoughts = () =>
    model.requests.at(-1)?.messages.flatMap((m) => (m.role === "agent" ? [m.thinking ?? ""] : []));

  const events = await rig.say("thanks");
  expect(thoughts()).toEqual(["I must look. "]);
  await rig.say("bye");
  expect(thoughts()).toEqual(["", ""]);

  expect(JSON.stringify(events)).not.toMatch(/must look|Seen/);
  expect(JSON.stringify(rig.db.select().from(messages).all())).not.toMatch(/must look|Seen/);
});

test("a write is only offered: the model's call changes nothing", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  const events = await rig.say("cancel BK-204");
  expect(outcomeIn(events)).toBe("waiting");
  expect(await rig.openCard()).toMatchObject({
    label: "Cancel and refund €312.00",
    amount: { minor: 31200, currency: "EUR" },
  });
  expect(statusOf(rig.db, "BK-204")).toBe("confirmed");
});

test("the button runs the offer once, and code writes the receipt without a model call", async () => {
  const model = scriptedModel([cancel("BK-204")]);
  const rig = await startRig({ model });
  await rig.say("cancel BK-204");
  expect((await rig.press("accept")).kind).toBe("decided");
  const events = await rig.run();
  expect(textIn(events)).toContain("€312.00");
  expect(events.find((event) => event.type === "receipt")).toMatchObject({
    receipt: { amount: { minor: 31200 } },
  });
  expect(model.requests).toHaveLength(1);
  expect((await rig.press("accept")).kind).toBe("unknown");
  const refunds = rig.db
    .select()
    .from(ledgerTransactions)
    .all()
    .filter((row) => row.bookingRef === "BK-204");
  expect(refunds.filter((row) => row.kind === "refund")).toMatchObject([{ amountMinor: 31200 }]);
  expect(checkpoints(rig.db)).toBe(0);
});

test("a typed yes runs the one open offer in its own turn", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  const events = await rig.say("Yes, please.");
  expect(textIn(events)).toContain("€312.00");
  expect(waitingTurns(rig.db)).toHaveLength(0);
});

test("'yes but make it Friday' is a message, and the offer stays open", async () => {
  const rig = await startRig({
    model: scriptedModel([cancel("BK-204"), { say: "What should be on Friday?" }]),
  });
  await rig.say("cancel BK-204");
  await rig.say("yes but make it Friday");
  expect(await rig.openCard()).toMatchObject({ state: "offered" });
});

test("a typed yes is decided once its turn has begun in the log", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  const types = (await rig.say("yes")).map(({ type }) => type);
  expect(types.slice(0, 2)).toEqual(["turn-start", "confirm"]);
});

test.each([
  ["writes runs behind the checkpoint of the call that asked for it", cancel("BK-204"), 1],
  ["only reads runs without", lookUp, 0],
])("a tool that %s", async (_, call, count) => {
  const kept: number[] = [];
  const db = await seededDatabase();
  const real = sqliteBookingSystem(db);
  const bookings: BookingSystem = {
    ...real,
    findBooking: (wanted) => {
      kept.push(checkpoints(db));
      return real.findBooking(wanted);
    },
  };
  const model = scriptedModel([{ say: "Hello." }, call, { say: "There you are." }]);
  const rig = await startRig({ model, db, bookings });
  await rig.say("hi");
  await rig.say("cancel BK-204");
  expect(kept[0]).toBe(count);
});

test("what LangGraph keeps beside a checkpoint is never stored before it", async () => {
  const rig = await startRig({ model: scriptedModel([{ say: "Hello." }, cancel("BK-204")]) });
  await rig.say("hi");
  const { $client } = rig.db;
  $client.exec("create table early (id text)");
  $client.exec(`create trigger early before insert on writes
    when not exists (select 1 from checkpoints where checkpoint_id = new.checkpoint_id)
    begin insert into early values (new.checkpoint_id); end`);
  expect(outcomeIn(await rig.say("cancel BK-204"))).toBe("waiting");
  expect($client.prepare("select count(*) from writes").pluck().get()).not.toBe(0);
  expect($client.prepare("select count(*) from early").pluck().get()).toBe(0);
});

test("a yes that was sent before there was a card is not a yes to the card", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204"), { say: "Yes to what?" }]) });
  await rig.accept("cancel BK-204");
  await rig.accept("yes");
  await rig.run();
  expect(statusOf(rig.db, "BK-204")).toBe("confirmed");
});

test("a decision while a person holds the conversation is refused, and the card stays as it is", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  await toPerson(rig);
  expect((await rig.press("accept")).kind).toBe("person-holds");
  expect(await rig.openCard()).toMatchObject({ state: "offered" });
  await endEscalation(rig.db, { escalationId: "esc-1", staffId: "ana", owner: "agent", now: rig.clock.now });
  expect((await rig.press("accept")).kind).toBe("decided");
  await rig.run();
  expect(statusOf(rig.db, "BK-204")).toBe("cancelled");
});

test("what was confirmed before a person took over still runs, once; only the agent's words are silenced", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  await rig.press("accept");
  await toPerson(rig);
  const events = await rig.run();
  expect(outcomeIn(events)).toBe("silenced");
  expect(statusOf(rig.db, "BK-204")).toBe("cancelled");
  expect(events.some((event) => event.type === "receipt")).toBe(true);
  expect(textIn(events)).toBe("");
});

test("an approval that is given while a person holds the conversation runs", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-355")]), guest: "james" });
  await rig.say("cancel BK-355");
  await rig.press("accept");
  await rig.run();
  const [approval] = await listEscalations(rig.db, {});
  await toPerson(rig);
  const request = { escalationId: approval?.id ?? "", staffId: "ana", reason: null, now: rig.clock.now };
  await decideApproval(rig.db, { ...request, decision: "approve" });
  await rig.run();
  expect(statusOf(rig.db, "BK-355")).toBe("cancelled");
});

test("a confirmed action whose turn ended without running it is queued again", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  await rig.press("accept");
  rig.db.$client.exec("update turns set status = 'done', outcome = 'silenced'");
  expect(await requeueStrandedActions(rig.db, { now: rig.clock.now })).toBe(1);
  await rig.run();
  expect(statusOf(rig.db, "BK-204")).toBe("cancelled");
  expect(await requeueStrandedActions(rig.db, { now: rig.clock.now })).toBe(0);
});

test("a second offer about the same booking waits until the first, confirmed one has run", async () => {
  const rig = await startRig({
    model: scriptedModel([cancel("BK-355"), cancel("BK-355"), { say: "It is being looked at." }]),
    guest: "james",
  });
  await rig.say("cancel BK-355");
  await rig.press("accept");
  await rig.run();
  await rig.say("cancel BK-355");
  expect(await rig.openCard()).toBeUndefined();
});

test("a checkpoint that cannot be read ends in the receipt, not in a loop", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  await rig.press("accept");
  rig.db.$client.exec("update checkpoints set checkpoint = x'7b7b'");
  expect(outcomeIn(await rig.run())).toBe("reply");
  expect(statusOf(rig.db, "BK-204")).toBe("cancelled");
});

test("a checkpoint that cannot be read, in a turn without an action, ends in a handoff", async () => {
  const rig = await startRig({
    model: scriptedModel([{ say: "one two three", fault: { kind: "stall", after: 2 } }]),
  });
  await rig.accept("hi");
  const stop = new AbortController();
  const running = rig.run(stop.signal);
  await untilText(rig);
  rig.db.$client.exec("update checkpoints set checkpoint = x'7b7b'");
  stop.abort(new Error("the process dies"));
  expect(outcomeIn(await running)).toBe("handoff");
});

test("a checkpoint lost while an approval waits keeps it waiting", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-355")]), guest: "james" });
  await rig.say("cancel BK-355");
  await rig.press("accept");
  await rig.run();
  rig.db.$client.exec(
    "delete from checkpoints; delete from writes; update turns set status = 'running' where status = 'waiting'",
  );
  expect(outcomeIn(await rig.run())).toBe("waiting");
  const [approval] = await listEscalations(rig.db, {});
  const request = { escalationId: approval?.id ?? "", staffId: "ana", reason: null, now: rig.clock.now };
  await decideApproval(rig.db, { ...request, decision: "approve" });
  await rig.run();
  expect(statusOf(rig.db, "BK-355")).toBe("cancelled");
});

test("an effect that throws fails the action and brings a person, and nothing is half done", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  await rig.press("accept");
  rig.db.$client.exec(
    "create trigger broken before update on bookings begin select raise(abort, 'broken'); end",
  );
  expect(outcomeIn(await rig.run())).toBe("handoff");
  expect(
    rig.db
      .select()
      .from(actions)
      .all()
      .find((row) => row.tool === "cancel_booking" && row.guestId === "maria")?.state,
  ).toBe("failed");
  expect(
    rig.db
      .select()
      .from(ledgerTransactions)
      .all()
      .filter((row) => row.bookingRef === "BK-204" && row.kind === "refund"),
  ).toEqual([]);
});

test("a leg that a crash cut off says again what its finished nodes said, with its card", async () => {
  const model = scriptedModel([
    {
      say: "I can do that for you.",
      calls: [{ name: "cancel_booking", arguments: { bookingRef: "BK-204" } }],
    },
  ]);
  const rig = await startRig({ model });
  // As if the process had died between the card and the end of the leg.
  rig.db.$client.exec(
    "create trigger crash before update on turns when new.status = 'waiting' begin select raise(abort, 'crash'); end",
  );
  await rig.accept("cancel BK-204");
  await rig.run().catch(() => undefined);
  rig.db.$client.exec("drop trigger crash");
  const events = await rig.run();
  expect(textIn(events)).toBe("I can do that for you.");
  expect(events.find((event) => event.type === "confirm")).toMatchObject({ card: { state: "offered" } });
  expect(outcomeIn(events)).toBe("waiting");
  expect(model.requests).toHaveLength(1);
});

test("checkpoints of turns that ended without a leg of their own are tidied away", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  rig.clock.now += 11 * 60_000;
  await expireActions(rig.db, { now: rig.clock.now });
  expect(checkpoints(rig.db)).toBeGreaterThan(0);
  await rig.agent.tidy();
  expect(checkpoints(rig.db)).toBe(0);
});

test("a yes to a question that was asked after the card is not a yes to the card", async () => {
  const rig = await startRig({
    model: scriptedModel([
      cancel("BK-204"),
      { say: "There is. Would you like to know more?" },
      { say: "It is free." },
    ]),
  });
  await rig.say("cancel BK-204");
  await rig.say("hm, is there parking?");
  await rig.say("yes");
  expect(statusOf(rig.db, "BK-204")).toBe("confirmed");
  expect(await rig.openCard()).toMatchObject({ state: "offered" });
});

test("a newer quote for the same booking replaces the card, and the old button does nothing", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204"), cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  const first = await rig.openCard();
  await rig.say("cancel BK-204 again");
  expect(
    rig.db
      .select()
      .from(actions)
      .all()
      .find((row) => row.id === first?.confirmationId)?.state,
  ).toBe("replaced");
  expect(waitingTurns(rig.db)).toHaveLength(1);
});

test("a resume whose checkpoint is gone is finished from the action's row", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  await rig.press("accept");
  rig.db.$client.exec("delete from checkpoints; delete from writes;");
  const events = await rig.run();
  expect(outcomeIn(events)).toBe("reply");
  expect(textIn(events)).toContain("€312.00");
});

test("a resume whose node was renamed by a deploy is finished from the action's row", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel BK-204");
  await rig.press("accept");
  rig.db.$client.exec(
    "update checkpoints set checkpoint = replace(checkpoint, 'confirm', 'konfirm'), metadata = replace(metadata, 'confirm', 'konfirm'); update writes set channel = replace(channel, 'confirm', 'konfirm')",
  );
  const events = await rig.run();
  expect(outcomeIn(events)).toBe("reply");
  expect(statusOf(rig.db, "BK-204")).toBe("cancelled");
});

test("a refund above the limit waits for a person, and runs when she approves", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-355")]), guest: "james" });
  await rig.say("cancel BK-355");
  await rig.press("accept");
  const waiting = await rig.run();
  expect(outcomeIn(waiting)).toBe("waiting");
  expect(textIn(waiting)).toContain("a colleague checks it first");
  const [escalation] = await listEscalations(rig.db, {});
  expect(escalation).toMatchObject({ kind: "approval", owner: "agent" });
  const approval = {
    escalationId: escalation?.id ?? "",
    staffId: "ana",
    decision: "approve" as const,
    reason: null,
    now: rig.clock.now,
  };
  expect(await decideApproval(rig.db, approval)).toEqual({ ok: true });
  expect(await decideApproval(rig.db, { ...approval, staffId: "tom" })).toEqual({
    ok: false,
    why: "taken",
    by: "Ana",
  });
  expect(outcomeIn(await rig.run())).toBe("reply");
  expect(statusOf(rig.db, "BK-355")).toBe("cancelled");
});

test("a declined approval is told honestly, and nothing happens", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-355")]), guest: "james" });
  await rig.say("cancel BK-355");
  await rig.say("yes");
  const [escalation] = await listEscalations(rig.db, {});
  const reason = "Please call us first.";
  await decideApproval(rig.db, {
    escalationId: escalation?.id ?? "",
    staffId: "ana",
    decision: "decline",
    reason,
    now: rig.clock.now,
  });
  const events = await rig.run();
  expect(textIn(events)).toContain(reason);
  expect(statusOf(rig.db, "BK-355")).toBe("confirmed");
});

test("a claim of something done is stopped, written again, and at the second time a person takes over", async () => {
  const rig = await startRig({
    model: scriptedModel([
      { say: "Sure. I have refunded €500.00 to you." },
      { say: "Your booking has been cancelled." },
    ]),
  });
  const events = await rig.say("refund me");
  expect(textIn(events)).not.toMatch(/500|has been cancelled/);
  expect(outcomeIn(events)).toBe("handoff");
  expect(await listEscalations(rig.db, {})).toMatchObject([{ kind: "question", owner: "queued" }]);
});

test.each([
  ["that only asks a tool, and is not the turn's first,", [lookUp, lookUp], [0, 0, 0, 1]],
  ["that was stopped", [{ say: "Sure. I have refunded €500.00 to you." }], [0, 0, 1]],
])(
  "an answer %s is committed while the next call is under way, and the one that ends the turn is not",
  async (_, first, kept) => {
    const scripted = scriptedModel([{ say: "Hello." }, ...first, { say: "Which one do you mean?" }]);
    const keptAtCall: number[] = [];
    const stream: Model["stream"] = async function* (...given) {
      // What the turn has to keep goes into its next commit, which is long over before a model's first word.
      await new Promise((resolve) => setTimeout(resolve, 4 * quietWriteMsMax));
      keptAtCall.push(checkpoints(rig.db));
      yield* scripted.stream(...given);
    };
    const rig = await startRig({ model: { ...scripted, stream } });
    await rig.say("hi");
    const { $client } = rig.db;
    $client.exec("create table written (id text)");
    $client.exec(
      "create trigger count_written after insert on checkpoints begin insert into written values (new.checkpoint_id); end",
    );
    await rig.say("refund me");
    expect(keptAtCall).toEqual(kept);
    expect($client.prepare("select count(*) from written").pluck().get()).toBe(1);
  },
);

test.each([
  ["a claim that is stopped", "Sure. I have refunded €500.00 to you. And more."],
  ["an answer that goes round in circles", "and so on, and on, and so on, and on, ".repeat(20)],
])("%s stops the model that is still writing, before it is asked again", async (_, said) => {
  const seen: string[] = [];
  const stream: Model["stream"] = async function* () {
    seen.push("asked");
    try {
      for (const delta of seen.length === 1 ? said.split(/(?<= )/) : ["Hello."])
        yield { type: "text", delta };
      yield { type: "done", usage: { promptTokens: 1, replyTokens: 1, firstChunkMs: 1, totalMs: 1 } };
      seen.push("read to its end");
    } finally {
      seen.push("left");
    }
  };
  const { name, health } = scriptedModel([]);
  const rig = await startRig({ model: { name, health, provider: "ollama", stream } });
  await rig.say("refund me");
  expect(seen.slice(0, 3)).toEqual(["asked", "left", "asked"]);
});

test("when the model fails the next one answers; when all fail a person does", async () => {
  const broken = scriptedModel([{ fault: { kind: "status", status: 503, words: "busy" } }]);
  const rig = await startRig({
    model: broken,
    models: [broken, scriptedModel([{ say: "Hello from the second." }])],
  });
  expect(textIn(await rig.say("hi"))).toBe("Hello from the second.");
  const events = await rig.say("hi again");
  expect(outcomeIn(events)).toBe("handoff");
  expect(textIn(events)).toContain("technical problem");
});

test("once a person holds the conversation the agent is silent, in the middle of a turn", async () => {
  const rig = await startRig({
    model: scriptedModel([{ say: "one two three four five six seven eight", pieceMs: 30 }]),
  });
  await rig.accept("hi");
  const running = rig.run();
  await untilText(rig);
  await toPerson(rig);
  await running;
  const events = await readAllEvents(rig.db, { conversationId: rig.conversationId });
  const claimed = events.findLastIndex((event) => event.type === "handoff");
  expect(events.slice(claimed).some((event) => event.type === "text-delta")).toBe(false);
  expect(outcomeIn(events)).toBe("silenced");
});

test("a turn that the guest stops ends at once and keeps what was said", async () => {
  const rig = await startRig({
    model: scriptedModel([{ say: "one two three", fault: { kind: "stall", after: 2 } }]),
  });
  const stop = new AbortController();
  await rig.accept("hi");
  const running = rig.run(stop.signal);
  await untilText(rig);
  stop.abort(new TurnEnded("stopped"));
  expect(outcomeIn(await running)).toBe("stopped");
});

/** Refuses one write of an event of this type, as a disk that is full for a moment. */
function failOnce({ db }: Rig, type: string) {
  db.$client.exec("create table tries (n integer)");
  let failed = false;
  db.$client.function("refuse_once", () => {
    if (failed) return 0;
    failed = true;
    return 1;
  });
  db.$client.exec(
    `create temp trigger refuse before insert on main.events when new.type = '${type}' and refuse_once() = 1
     begin select raise(abort, 'refused'); end`,
  );
}

test.each(["turn-start", "text-delta", "text-end"])(
  "a write of %s that fails once is not called an answer: what was said has its beginning, and a person takes over or it is said again",
  async (type) => {
    const stream: Model["stream"] = async function* () {
      // The turn has said that it begins, and commits its last words before it can end.
      await new Promise((resolve) => setTimeout(resolve, 4 * quietWriteMsMax));
      yield { type: "text", delta: "Check-in is easy." };
      void ownRound();
      yield { type: "done", usage: { promptTokens: 1, replyTokens: 1, firstChunkMs: 1, totalMs: 1 } };
    };
    const { name, health } = scriptedModel([]);
    const rig = await startRig({ model: { name, health, provider: "ollama", stream } });
    await rig.accept("hi");
    failOnce(rig, type);
    await rig.run().catch(() => undefined);
    await rig.run();
    const events = await readAllEvents(rig.db, { conversationId: rig.conversationId });
    const ends = events.filter((event) => event.type === "turn-end");
    expect(ends).toHaveLength(1);
    const started = events.findLastIndex((event) => event.type === "turn-start");
    expect(started).toBeGreaterThan(0);
    const said = textIn(events.slice(started));
    if (outcomeIn(events) === "reply") expect(said).toBe("Check-in is easy.");
    else expect([outcomeIn(events), said]).toEqual(["handoff", expect.stringContaining("technical problem")]);
  },
);

test("a turn that waits with a checkpoint of another version is finished from its action's row", async () => {
  const rig = await startRig({ model: scriptedModel([cancel("BK-204")]) });
  await rig.say("cancel it");
  const { $client } = rig.db;
  const rows = $client.prepare("select checkpoint_id as id, checkpoint from checkpoints").all() as {
    id: string;
    checkpoint: Buffer | string;
  }[];
  for (const { id, checkpoint } of rows) {
    const other = JSON.parse(String(checkpoint));
    Object.assign(other.channel_values, other.channel_values.turn);
    delete other.channel_values.turn;
    $client
      .prepare("update checkpoints set checkpoint = ? where checkpoint_id = ?")
      .run(JSON.stringify(other), id);
  }
  await rig.press("accept");
  const events = await rig.run();
  expect(events.filter((event) => event.type === "receipt")).toHaveLength(1);
  expect(outcomeIn(events)).toBe("reply");
});

test("a turn out of time hands off", async () => {
  const rig = await startRig({
    model: scriptedModel([{ fault: { kind: "stall", after: 0 }, say: "never" }]),
  });
  const timeout = new AbortController();
  await rig.accept("hi");
  const running = rig.run(timeout.signal);
  setImmediate(() => timeout.abort(new TurnEnded("timeout")));
  const events = await running;
  expect(outcomeIn(events)).toBe("handoff");
  expect(textIn(events)).toContain("taking longer");
});

test("what a tool found stays in the history of a turn whose next call hangs and does not hear that its time is up", async () => {
  const lookUp = { calls: [{ name: "get_booking", arguments: { bookingRef: "BK-204" } }] };
  const scripted = scriptedModel([lookUp]);
  let calls = 0;
  const hanging = {
    ...scripted,
    stream: (...given: Parameters<Model["stream"]>) => (calls++ === 0 ? scripted.stream(...given) : never()),
  };
  const rig = await startRig({ model: hanging });
  const timeout = new AbortController();
  await rig.accept("where is it?");
  const running = rig.run(timeout.signal);
  while (calls < 2) await new Promise(setImmediate);
  timeout.abort(new TurnEnded("timeout"));
  await running;
  const said = await recentMessages(rig.db, { conversationId: rig.conversationId, limit: 10 });
  expect(said.map(({ role }) => role)).toEqual(["guest", "agent", "tool", "note"]);
});

test("the call that a model asked for stays in the history of a turn whose tool hangs", async () => {
  const db = await seededDatabase();
  let asked = false;
  const bookings: BookingSystem = {
    ...sqliteBookingSystem(db),
    findBooking() {
      asked = true;
      return new Promise(() => {});
    },
  };
  const rig = await startRig({ model: scriptedModel([lookUp]), db, bookings });
  const timeout = new AbortController();
  await rig.accept("where is it?");
  const running = rig.run(timeout.signal);
  while (!asked) await new Promise(setImmediate);
  timeout.abort(new TurnEnded("timeout"));
  await running;
  const said = await recentMessages(db, { conversationId: rig.conversationId, limit: 10 });
  expect(said.map(({ role }) => role)).toEqual(["guest", "agent", "note"]);
});

test.each([
  ["an answer", null],
  ["an error", new Error("unreachable")],
])(
  "%s that a hanging tool comes to after its turn has ended leaves nothing, though the agent has the conversation again",
  async (_, error) => {
    const db = await seededDatabase();
    const real = sqliteBookingSystem(db);
    let answer: (() => void) | null = null;
    const bookings: BookingSystem = {
      ...real,
      findBooking: (wanted) =>
        new Promise((resolve, reject) => {
          answer = () => (error ? reject(error) : resolve(real.findBooking(wanted)));
        }),
    };
    const rig = await startRig({ model: scriptedModel([lookUp, { say: "Late words." }]), db, bookings });
    const timeout = new AbortController();
    await rig.accept("where is it?");
    const running = rig.run(timeout.signal);
    while (!answer) await new Promise(setImmediate);
    timeout.abort(new TurnEnded("timeout"));
    const said = await running;
    expect(outcomeIn(said)).toBe("handoff");
    db.update(conversations).set({ owner: "agent" }).run();
    const { conversationId } = rig;
    const before = await readAllEvents(db, { conversationId });
    (answer as () => void)();
    await new Promise((resolve) => setTimeout(resolve, 4 * quietWriteMsMax));
    expect(await readAllEvents(db, { conversationId })).toEqual(before);
    const kept = db.$client.prepare(
      "select (select count(*) from writes) + (select count(*) from checkpoints)",
    );
    expect(kept.pluck().get()).toBe(0);
    expect(getEventListeners(timeout.signal, "abort")).toEqual([]);
  },
);

test("the same tool call again and again hands off", async () => {
  const loop = { calls: [{ name: "list_my_bookings", arguments: {} }], again: true };
  const rig = await startRig({ model: scriptedModel([loop]) });
  expect(outcomeIn(await rig.say("loop"))).toBe("handoff");
});

test("a hallucinated tool and unreadable arguments are told to the model, never to the guest", async () => {
  const model = scriptedModel([
    { calls: [{ name: "refund_everything", arguments: {} }] },
    { calls: [{ name: "get_booking", arguments: '{"bookingRef":' }] },
    { say: "Which booking do you mean?" },
  ]);
  const rig = await startRig({ model });
  const events = await rig.say("refund");
  expect(textIn(events)).toBe("Which booking do you mean?");
  expect(events.some((event) => event.type === "tool-start")).toBe(false);
  expect(JSON.stringify(model.requests.at(-1)?.messages)).toContain("There is no tool");
});

test("an empty answer is asked for once more, then handed off", async () => {
  const rig = await startRig({ model: scriptedModel([{ say: "" }, { say: "" }]) });
  expect(outcomeIn(await rig.say("hm"))).toBe("handoff");
});

test("a booking of another guest looks the same as one that does not exist", async () => {
  const reply = async (bookingRef: string) => {
    const model = scriptedModel([
      { calls: [{ name: "get_booking", arguments: { bookingRef } }] },
      { say: "I cannot find it." },
    ]);
    const rig = await startRig({ model });
    const events = await rig.say("show it");
    return JSON.stringify(
      events.filter((e) => e.type === "tool-end").map((e) => (e as { output: unknown }).output),
    ).replaceAll(bookingRef, "REF");
  };
  expect(await reply("BK-310")).toBe(await reply("BK-999"));
});
