import type { AgentEvent, ConfirmCard, LoggedEvent, Receipt } from "../../agent/events.ts";
import { fold } from "./fold.ts";
import { type ConversationView, emptyView, isReplying, type ThreadItem } from "./view.ts";

const turnId = "turn_1";

/** Numbers events as the log does. `[event, turnId]` for another turn than the first. */
function log(...said: (AgentEvent | [AgentEvent, string | null])[]): LoggedEvent[] {
  return said.map((one, index) => {
    const [event, turn] = Array.isArray(one) ? one : [one, turnId];
    const at = `2026-11-25T10:00:${String(index).padStart(2, "0")}.000Z`;
    return { ...event, seq: index + 1, at, turnId: turn } as LoggedEvent;
  });
}

const read = (events: LoggedEvent[], from = emptyView): ConversationView => events.reduce(fold, from);
const shape = (view: ConversationView) => view.items.map((item) => `${item.kind} ${wordsOf(item)}`.trim());

function wordsOf(item: ThreadItem): string {
  if (item.kind === "card") return item.card.state;
  if (item.kind === "handoff") return item.state;
  return "text" in item ? item.text : "";
}

const guest = (messageId: string, text: string): AgentEvent => ({ type: "guest-message", messageId, text });
const start = (id = turnId, leg = 1): AgentEvent => ({
  type: "turn-start",
  turnId: id,
  messageId: `${id}-${leg}`,
});
const end = (outcome: "reply" | "waiting" | "stopped" | "handoff" = "reply", id = turnId): AgentEvent => ({
  type: "turn-end",
  turnId: id,
  outcome,
});
const text = (textId: string, ...deltas: string[]): AgentEvent[] => [
  { type: "text-start", textId },
  ...deltas.map((delta): AgentEvent => ({ type: "text-delta", textId, delta })),
  { type: "text-end", textId },
];
const source = (sourceId: string, url: string): AgentEvent => ({
  type: "source",
  sourceId,
  title: sourceId,
  url,
});
const card = (state: ConfirmCard["state"], confirmationId = "cnf_1"): AgentEvent => ({
  type: "confirm",
  card: {
    confirmationId,
    action: "cancel_booking",
    label: "Cancel and refund €312.00",
    title: "BK-204",
    direction: "refund",
    amount: { minor: 31_200, currency: "EUR" },
    rule: "Moderate",
    lines: [],
    expiresAt: "2026-11-25T10:10:00.000Z",
    state,
  },
});
const receipt = { confirmationId: "cnf_1", bookingRef: "BK-204" } as Receipt;
const handoff = (state: "queued" | "staff" | "agent" | "closed", more: object = {}): [AgentEvent, null] => [
  { type: "handoff", state, ...more },
  null,
];

test("a reply is kept apart while it is written and joins the thread once, whole", () => {
  const events = log(guest("m1", "Hi"), start(), ...text("t1", "Check-in ", "is at ", "15:00."), end());
  const halfway = read(events.slice(0, 5));
  expect(halfway.writing?.text).toBe("Check-in is at ");
  expect(shape(halfway)).toEqual(["guest Hi"]);
  const whole = read(events);
  expect(whole.writing).toBeNull();
  expect(shape(whole)).toEqual(["guest Hi", "agent Check-in is at 15:00."]);
  expect(isReplying(whole)).toBe(false);
});

test("an event that comes twice changes nothing, so a reconnect may repeat as much as it likes", () => {
  const events = log(guest("m1", "Hi"), start(), ...text("t1", "Hello"), end());
  const once = read(events);
  expect(read(events, once)).toBe(once);
  expect(read([...events.slice(0, 4), ...events])).toEqual(once);
});

test("a type from a newer server is passed over, and its number is kept", () => {
  const unknown = {
    type: "weather",
    seq: 1,
    at: "2026-11-25T10:00:00.000Z",
    turnId: null,
  } as unknown as LoggedEvent;
  expect(fold(emptyView, unknown)).toEqual({ ...emptyView, seq: 1 });
});

test("folding never changes the view it was given", () => {
  const frozen = Object.freeze({ ...emptyView, items: Object.freeze([]) as unknown as ThreadItem[] });
  expect(() =>
    read(log(guest("m1", "Hi"), start(), ...text("t1", "Hello"), card("offered"), end()), frozen),
  ).not.toThrow();
  expect(frozen.items).toEqual([]);
});

describe("sources", () => {
  const sourcesOf = (view: ConversationView) =>
    view.items.filter((item) => item.kind === "agent").map((item) => item.sources.map(({ id }) => id));

  test("stand under the last text of the leg, whenever they came, one an article", () => {
    const early = log(
      start(),
      source("a#1", "/help/a"),
      ...text("t1", "Let me look."),
      ...text("t2", "15:00."),
      end(),
    );
    expect(sourcesOf(read(early))).toEqual([[], ["a#1"]]);
    const late = log(
      start(),
      ...text("t1", "15:00."),
      source("a#1", "/help/a"),
      source("a#2", "/help/a"),
      source("b#1", "/help/b"),
      end(),
    );
    expect(sourcesOf(read(late))).toEqual([["a#1", "b#1"]]);
  });

  test("of an answer stay with it when the turn goes on after the button", () => {
    const events = log(
      start(),
      ...text("t1", "You get all of it back."),
      source("a#1", "/help/a"),
      end("waiting"),
      start(turnId, 2),
      ...text("t2", "Done."),
      end(),
    );
    expect(sourcesOf(read(events))).toEqual([["a#1"], []]);
  });
});

describe("a turn", () => {
  test("that a crash cut off is written anew: its torso goes, cards and guest messages stay", () => {
    const events = log(
      guest("m1", "Cancel BK-204"),
      start(),
      ...text("t1", "Half of an ans"),
      card("offered"),
      { type: "text-start", textId: "t2" },
      { type: "text-delta", textId: "t2", delta: "wer" },
      start(turnId, 2),
      ...text("t3", "The whole answer."),
      end(),
    );
    expect(shape(read(events))).toEqual(["guest Cancel BK-204", "card offered", "agent The whole answer."]);
  });

  test("keeps what an earlier leg said", () => {
    const events = log(
      start(),
      ...text("t1", "Press the button."),
      end("waiting"),
      start(turnId, 2),
      ...text("t2", "Done."),
    );
    expect(shape(read(events))).toEqual(["agent Press the button.", "agent Done."]);
  });

  test("that was stopped keeps its words and says so", () => {
    const begun: AgentEvent[] = text("t1", "A long ans").slice(0, 2);
    const view = read(log(start(), ...begun, end("stopped")));
    expect(shape(view)).toEqual(["agent A long ans", "stopped"]);
    expect(view.writing).toBeNull();
  });

  test("in line shows its place, and the one that runs shows what it does", () => {
    const view = read(
      log(
        [{ type: "status", kind: "queued", position: 2 }, "turn_2"],
        start(),
        { type: "status", kind: "working" },
        { type: "tool-start", toolCallId: "c1", tool: "get_booking", input: { booking: "BK-204" } },
      ),
    );
    expect(view.openTurns.map((turn) => turn.status)).toEqual([
      { kind: "queued", position: 2 },
      { kind: "working", position: undefined, tool: "get_booking" },
    ]);
  });

  test("that has ended is not opened again by a late status", () => {
    const view = read(log(start(), end("waiting"), { type: "status", kind: "approval" }));
    expect(isReplying(view)).toBe(false);
  });

  test("without words leaves no empty bubble", () => {
    expect(shape(read(log(start(), ...text("t1", " "), card("offered"), end("waiting"))))).toEqual([
      "card offered",
    ]);
  });
});

test("a card keeps its place when its state changes, and its receipt comes once", () => {
  const events = log(
    card("offered"),
    guest("m2", "One more thing"),
    card("accepted"),
    card("done"),
    { type: "receipt", receipt },
    { type: "receipt", receipt },
  );
  const view = read(events);
  expect(shape(view)).toEqual(["card done", "guest One more thing", "receipt"]);
  expect(view.items[0]).toMatchObject({ seq: 1, at: events[0]!.at });
});

describe("a handoff", () => {
  test("moves the guest up in the note that stands there, and keeps the promise made", () => {
    const view = read(
      log(handoff("queued", { position: 3, promise: "From 8:00." }), handoff("queued", { position: 1 })),
    );
    expect(view.items).toMatchObject([
      { kind: "handoff", state: "queued", position: 1, promise: "From 8:00." },
    ]);
    expect(view).toMatchObject({ owner: "queued", position: 1 });
  });

  test("tells who came, who said what, and who left", () => {
    const view = read(
      log(
        handoff("queued", { position: 1 }),
        handoff("staff", { staffName: "Ana" }),
        [{ type: "staff-message", messageId: "s1", text: "Hello, Ana here.", staffName: "Ana" }, null],
        handoff("closed"),
        [guest("m9", "One more"), null],
        handoff("queued", { position: 4 }),
      ),
    );
    expect(shape(view)).toEqual([
      "handoff queued",
      "handoff staff",
      "staff Hello, Ana here.",
      "handoff closed",
      "guest One more",
      "handoff queued",
    ]);
    expect(view.items[3]).toMatchObject({ staffName: "Ana" });
    expect(view).toMatchObject({ owner: "queued", staffName: null, position: 4 });
  });
});

test("staff see which tools were called and what became of them", () => {
  const call = { toolCallId: "c1", tool: "get_booking" };
  const view = read(
    log(
      start(),
      { type: "tool-start", ...call, input: { booking: "BK-1" } },
      { type: "tool-end", ...call, ok: false, output: null },
    ),
  );
  expect(view.items).toMatchObject([{ kind: "tool", tool: "get_booking", ok: false }]);
});

test("a reduced mode is said above the answer it is about, also after a crash, and what the agent does goes on", () => {
  const degraded: AgentEvent = { type: "status", kind: "degraded" };
  const view = read(log(guest("m1", "hi"), start(), degraded, start(turnId, 2), degraded));
  expect(view.openTurns[0]?.status).toEqual({ kind: "thinking" });
  expect(shape(view)).toEqual(["guest hi", "degraded"]);
  const events = log(guest("m1", "hi"), start(), degraded, ...text("t1", "From the help centre."), end());
  expect(shape(read(events))).toEqual(["guest hi", "degraded", "agent From the help centre."]);
});
