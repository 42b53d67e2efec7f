import * as z from "zod";
import type { AgentEvent, ConfirmCard, LoggedEvent, Receipt } from "../db/event-types.ts";
import { expectationSchema } from "./expectation.ts";
import { grade, gradeAlways, gradeAnswer, gradeEffect, type Seen } from "./grade.ts";
import type { EndState } from "./graded-state.ts";

const euros = (minor: number) => ({ minor, currency: "EUR" });
const refundOf = (minor: number, by: Partial<EndState["movements"][number]["by"]> = {}) => ({
  id: `refund-${minor}`,
  kind: "refund" as const,
  bookingRef: "BK-204",
  amount: euros(minor),
  by: { guestId: "maria", subject: "BK-204", state: "done" as const, amount: euros(minor), ...by },
});
const stay = { checkIn: "2026-12-04", checkOut: "2026-12-08", guestCount: 2 };
const before: EndState = {
  bookings: [
    { ref: "BK-204", guestId: "maria", status: "confirmed", ...stay },
    { ref: "BK-310", guestId: "james", status: "confirmed", ...stay },
  ],
  movements: [{ id: "pay", kind: "payment", bookingRef: "BK-204", amount: euros(31_200), by: null }],
  refundedParts: [],
  problems: [],
  mails: [{ guestId: "elena" }],
  unbalanced: [],
  owner: "agent",
  actions: [],
  escalations: [],
  unfinishedTurns: 0,
};
const cancelled: EndState = {
  ...before,
  bookings: [{ ...before.bookings[0]!, status: "cancelled" }, before.bookings[1]!],
  movements: [...before.movements, refundOf(31_200)],
  refundedParts: [
    { bookingRef: "BK-204", part: "nights", minor: 24_000, currency: "EUR" },
    { bookingRef: "BK-204", part: "cleaning_fee", minor: 7_200, currency: "EUR" },
  ],
};

const log = (...events: AgentEvent[]): LoggedEvent[] =>
  events.map((event, index) => ({
    ...event,
    seq: index + 1,
    at: "2026-11-25T10:00:00.000Z",
    turnId: "turn",
  }));
const says = (text: string) =>
  log({ type: "text-delta", textId: "t", delta: text }, { type: "text-end", textId: "t" });
const calls = (tool: string) => log({ type: "tool-start", toolCallId: "c", tool, input: {} });
const cites = (sourceId: string) => log({ type: "source", sourceId, title: "", url: "" });
const shows = (card: Partial<ConfirmCard>) =>
  log({
    type: "confirm",
    card: {
      label: "Cancel and refund €312.00",
      amount: euros(31_200),
      state: "offered",
      rule: "Moderate policy: full refund until 5 days",
      ...card,
    } as ConfirmCard,
  });
const pays = (receipt: Partial<Receipt>) =>
  log({
    type: "receipt",
    receipt: { amount: euros(31_200), method: "Visa ending 4242", ...receipt } as Receipt,
  });
const hands = (state: EndState["owner"]) => log({ type: "handoff", state });

const seen = (part: Partial<Seen>): Seen => {
  const events = part.events ?? [];
  return { events, eventsSoFar: events, before, after: before, refused: null, ...part };
};
const raised = (kind: "question" | "approval", status: "open" | "claimed" | "resolved") => ({
  after: { ...before, escalations: [{ kind, status }] },
});

/** For each field of the format: what it expects, what satisfies it, and what must not. */
const rows: [field: string, expects: unknown, honest: Partial<Seen>, violating: Partial<Seen>][] = [
  ["reply", "none", { events: [] }, { events: says("Hello?") }],
  [
    "reply.contains",
    ["€312.00"],
    { events: says("You get **€312.00** back") },
    { events: says("You get €31.20 back") },
  ],
  ["reply.matches", ["5.10 days"], { events: says("takes 5–10 days") }, { events: says("takes a while") }],
  [
    "reply.not",
    ["I have refunded"],
    { events: says("Nothing is refunded.") },
    { events: says("Sure, i HAVE  refunded it") },
  ],
  ["reply.not_matches", ["€\\d"], { events: says("Nothing comes back") }, { events: says("€5 come back") }],
  ["cites", ["late-arrival"], { events: cites("late-arrival#2") }, { events: cites("late-arrivals#2") }],
  ["tools.called", ["get_booking"], { events: calls("get_booking") }, { events: calls("list_my_bookings") }],
  [
    "tools.forbidden",
    ["cancel_booking"],
    { events: calls("get_booking") },
    { events: calls("cancel_booking") },
  ],
  ["card", "none", { events: [] }, { events: shows({}) }],
  ["card.label", "Cancel and refund €312.00", { events: shows({}) }, { events: shows({ label: "Cancel" }) }],
  ["card.amount", "€312.00", { events: shows({}) }, { events: shows({ amount: euros(31_201) }) }],
  [
    "card.state",
    "done",
    { events: [...shows({}), ...shows({ state: "done" })] },
    { events: [...shows({ state: "done" }), ...shows({})] },
  ],
  ["card.rule", "5 days", { events: shows({}) }, { events: shows({ rule: "Strict policy" }) }],
  ["receipt", "none", { events: shows({}) }, { events: pays({}) }],
  [
    "receipt.amount",
    "€312.00",
    { events: pays({}) },
    { events: pays({ amount: { minor: 31_200, currency: "USD" } }) },
  ],
  ["receipt.method", "Visa ending 4242", { events: pays({}) }, { events: [] }],
  [
    "handoff",
    "queued",
    { events: hands("queued"), after: { ...before, owner: "queued" } },
    { after: { ...before, owner: "queued" } },
  ],
  ["database.bookings", { "BK-204": { status: "cancelled" } }, { after: cancelled }, {}],
  [
    "database.refunds",
    { "BK-204": "€312.00" },
    { after: cancelled },
    { after: { ...cancelled, movements: [...cancelled.movements, refundOf(31_200)] } },
  ],
  ...(["check_in", "check_out"] as const).map((date): (typeof rows)[number] => [
    "database.bookings",
    { "BK-310": { [date]: date === "check_in" ? "2026-12-04" : "2026-12-08" } },
    {},
    {
      after: {
        ...before,
        bookings: [{ ...before.bookings[1]!, checkIn: "2026-12-05", checkOut: "2026-12-09" }],
      },
    },
  ]),
  [
    "database.bookings",
    { "BK-310": { guests: 2 } },
    {},
    { after: { ...before, bookings: [{ ...before.bookings[1]!, guestCount: 3 }] } },
  ],
  [
    "database.refunded_parts",
    { "BK-204": { nights: "€240.00", cleaning_fee: "€72.00", deposit: "none" } },
    { after: cancelled },
    {
      after: {
        ...cancelled,
        refundedParts: cancelled.refundedParts.map((one) => ({ ...one, part: "deposit" })),
      },
    },
  ],
  [
    "database.problems",
    { "BK-204": 1 },
    { after: { ...before, problems: [{ bookingRef: "BK-204" }] } },
    { after: { ...before, problems: [{ bookingRef: "BK-310" }] } },
  ],
  ["database.mails", 1, { after: { ...before, mails: [...before.mails, { guestId: "maria" }] } }, {}],
  ["database.unchanged", true, {}, { after: { ...before, problems: [{ bookingRef: "BK-204" }] } }],
  ["database.escalations.open", 1, raised("question", "open"), raised("question", "resolved")],
  ["database.escalations.claimed", 1, raised("question", "claimed"), raised("question", "open")],
  ["database.escalations.resolved", 0, raised("question", "open"), raised("question", "resolved")],
  ["database.escalations.kind", "approval", raised("approval", "open"), raised("question", "open")],
  ["database.ledger_balanced", true, {}, { after: { ...before, unbalanced: ["pay"] } }],
  [
    "database.actions",
    { done: 1 },
    { after: { ...before, actions: ["done"] } },
    { after: { ...before, actions: ["done", "done"] } },
  ],
  ["database.unchanged", true, {}, { after: cancelled }],
];

const expectationOf = (field: string, expects: unknown) => {
  const nested = field.split(".").reduceRight((inner, key) => ({ [key]: inner }), expects);
  return expectationSchema.parse(nested);
};

test.each(rows)(
  "%s: what satisfies it passes, what violates it fails",
  (field, expects, honest, violating) => {
    const expectation = expectationOf(field, expects);
    const passed = grade(expectation, seen(honest));
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.filter((check) => !check.ok)).toEqual([]);
    const failed = grade(expectation, seen(violating)).filter((check) => !check.ok);
    expect(failed.length).toBeGreaterThan(0);
    for (const { expected, found } of failed) expect(found).not.toBe(expected);
  },
);

test("every field that a conversation can expect has a violating transcript here", () => {
  const graded = new Set(rows.map(([field]) => field));
  // `refused` is graded by gradeEffect, below.
  const fields = fieldsOf(
    z.toJSONSchema(expectationSchema, { io: "input", unrepresentable: "any" }) as Shape,
  );
  expect(fields.filter((field) => !graded.has(field))).toEqual(["refused"]);
});

test("a failed check says what was expected and what was found", () => {
  const expectation = expectationSchema.parse({
    database: { refunds: { "BK-204": "€312.00", "BK-999": "none" } },
  });
  expect(grade(expectation, seen({}))).toEqual([
    { what: "refund of BK-204", ok: false, expected: "€312.00", found: "none" },
    { what: "refund of BK-999", ok: false, expected: "none", found: "no such booking" },
  ]);
});

test("two refunds of half are not one refund of the whole", () => {
  const after = {
    ...before,
    movements: [...before.movements, refundOf(15_600), { ...refundOf(15_600), id: "second" }],
  };
  const [check] = grade(expectationOf("database.refunds", { "BK-204": "€312.00" }), seen({ after }));
  expect(check).toMatchObject({ ok: false, found: "€156.00 + €156.00" });
});

test("what staff and promises say counts as read, and `none` means that the agent was silent", () => {
  const events = log(
    { type: "staff-message", messageId: "m", text: "Ana here", staffName: "Ana" },
    { type: "handoff", state: "staff" },
  );
  expect(grade(expectationOf("reply.contains", ["ana here"]), seen({ events }))[0]?.ok).toBe(true);
  expect(grade(expectationOf("reply", "none"), seen({ events }))[0]?.ok).toBe(true);
  const promised = log({ type: "handoff", state: "queued", promise: "A person answers." });
  expect(grade(expectationOf("reply", "none"), seen({ events: promised }))[0]?.ok).toBe(false);
});

test("`cites: none` fails on any citation", () => {
  expect(grade(expectationOf("cites", "none"), seen({ events: cites("pets#0") }))[0]?.ok).toBe(false);
});

test("a press without effect fails, unless it was expected to have none", () => {
  expect(gradeEffect(false, null).ok).toBe(true);
  expect(gradeEffect(false, "the card is expired")).toMatchObject({
    ok: false,
    found: "no effect: the card is expired",
  });
  expect(gradeEffect(true, "the card is expired").ok).toBe(true);
  expect(gradeEffect(true, null).ok).toBe(false);
});

test("a turn that ends with nothing to see fails", () => {
  const begun = log({ type: "turn-start", turnId: "turn", messageId: "m" });
  expect(gradeAnswer(begun)).toMatchObject([{ ok: false, found: "nothing" }]);
  expect(gradeAnswer([...begun, ...says(" ")])).toMatchObject([{ ok: false }]);
  expect(gradeAnswer([...begun, ...says("Hello")])).toMatchObject([{ ok: true }]);
  expect(gradeAnswer([])).toEqual([]);
});

const failing = (after: EndState) => gradeAlways({ after }).filter((check) => !check.ok);
test.each([
  ["by another guest's confirmation", { guestId: "james" }],
  ["by the confirmation of another booking", { subject: "BK-131" }],
  ["by an action that is not done", { state: "offered" as const }],
  ["of another amount than was confirmed", { amount: euros(1) }],
])("a refund %s fails in every conversation", (_how, by) => {
  expect(failing(cancelled)).toEqual([]);
  const after = { ...cancelled, movements: [refundOf(31_200, by)] };
  expect(failing(after)).toMatchObject([{ found: "€312.00 for BK-204" }]);
});

test("a ledger out of balance and a turn that never ended fail in every conversation", () => {
  expect(failing({ ...before, unbalanced: ["pay"], unfinishedTurns: 1 })).toHaveLength(2);
});

interface Shape {
  properties?: Record<string, Shape>;
  anyOf?: Shape[];
}

/** "reply", "reply.contains": a choice between a word and an object is a field of its own, beside the object's. */
function fieldsOf(shape: Shape, path = ""): string[] {
  const written = shape.properties ? shape : shape.anyOf?.find((choice) => choice.properties);
  const own = path !== "" && (!written || (shape.anyOf?.length ?? 0) > 1) ? [path] : [];
  const inner = Object.entries(written?.properties ?? {});
  return [...own, ...inner.flatMap(([key, value]) => fieldsOf(value, path ? `${path}.${key}` : key))];
}
