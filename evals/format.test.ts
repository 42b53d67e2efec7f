import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FormatError, readConversation } from "./format.ts";
import { seededAt } from "./moments.ts";

const here = dirname(fileURLToPath(import.meta.url));
const minimal = `
name: Maria cancels
about: The main job.
given: { guest: maria }
turns:
  - guest: cancel BK-204
    expect: { card: { state: offered } }
`;
const read = (yaml: string) => readConversation("maria.yaml", yaml);
const complaintOf = (yaml: string): string => {
  try {
    read(yaml);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return (error as Error).message;
  }
  throw new Error("it was read without complaint");
};

test("a conversation is read with its defaults", () => {
  expect(read(minimal)).toMatchObject({
    file: "maria.yaml",
    given: { guest: "maria", staff: "ana", startsAfterMs: 0, modelScript: null },
    turns: [{ kind: "guest", text: "cancel BK-204", answered: true, expect: { card: { state: "offered" } } }],
    expect: null,
  });
});

test("every kind of turn is read", () => {
  const kinds = `${minimal}
  - press: accept
    on_card: 1
  - staff: claim
  - staff: { reply: "Hello" }
    by: tom
  - staff: { decline: "No." }
  - staff: { offer: "€900.00" }
  - staff: { damage: { booking: BK-575, amount: "€120.00", words: "The table." } }
  - staff: { damage: { booking: BK-575, words: "The table." } }
  - staff: { credit: { booking: BK-575, amount: "€20.00", reason: "The heating." } }
  - wait: 11 minutes
  - restart
  - restart: true
    expect: { reply: none }
`;
  expect(read(kinds).turns.slice(1)).toMatchObject([
    { kind: "press", decision: "accept", card: 1 },
    { kind: "staff", act: { act: "claim" }, by: null },
    { kind: "staff", act: { act: "reply", text: "Hello" }, by: "tom" },
    { kind: "staff", act: { act: "decline", reason: "No." } },
    { kind: "staff", act: { act: "offer", amount: "€900.00" } },
    { kind: "staff", act: { act: "damage", booking: "BK-575", amount: "€120.00", words: "The table." } },
    { kind: "staff", act: { act: "damage", booking: "BK-575", amount: null, words: "The table." } },
    { kind: "staff", act: { act: "credit", booking: "BK-575", amount: "€20.00", reason: "The heating." } },
    { kind: "wait", ms: 660_000 },
    { kind: "restart", expect: null },
    { kind: "restart", expect: { reply: "none" } },
  ]);
});

test("the clock is set by an offset or an instant, and a script may break the model", () => {
  const at = (clock: string) =>
    read(minimal.replace("guest: maria", `guest: maria, clock: "${clock}"`)).given.startsAfterMs;
  expect(at("+2 days")).toBe(2 * 86_400_000);
  expect(at(new Date(seededAt + 5_000).toISOString())).toBe(5_000);
  const script =
    'guest: maria, model_script: [{ when: "cancel", say: Done }, { fails: 503 }, { calls: [{ name: list_my_bookings }] }]';
  expect(read(minimal.replace("guest: maria", script)).given.modelScript).toEqual([
    { when: /cancel/iu, say: "Done" },
    { fault: { kind: "status", status: 503, words: "a scripted failure" } },
    { calls: [{ name: "list_my_bookings", arguments: {} }] },
  ]);
});

const broken: [what: string, from: string, to: string, complaint: string][] = [
  [
    "a misspelt expectation",
    "state: offered",
    "stat: offered",
    'turns 1.expect.card: Unrecognized key: "stat"',
  ],
  [
    "a state that does not exist",
    "state: offered",
    "state: open",
    "turns 1.expect.card.state: Invalid option",
  ],
  [
    "a tool that does not exist",
    "card: { state: offered }",
    "tools: { forbidden: [cancel_bookings] }",
    "turns 1.expect.tools.forbidden 1: Invalid option",
  ],
  [
    "an empty list of checks",
    "card: { state: offered }",
    "reply: { not: [] }",
    "turns 1.expect.reply.not: Too small",
  ],
  ["an empty expectation", "card: { state: offered }", "card: {}", "turns 1.expect.card: expects nothing"],
  [
    "an amount that no guest reads",
    "state: offered",
    "amount: 31200",
    "turns 1.expect.card.amount: Invalid input",
  ],
  [
    "an unreadable pattern",
    "card: { state: offered }",
    'reply: { matches: ["("] }',
    "turns 1.expect.reply.matches 1: Invalid regular expression",
  ],
  [
    "no expectation at all",
    "expect: { card: { state: offered } }",
    "answered: true",
    "maria.yaml: expects nothing, so it proves nothing",
  ],
  [
    "two turns in one",
    "guest: cancel BK-204",
    "guest: cancel BK-204\n    press: accept",
    "turns 1: is one of guest, press, staff, wait, restart",
  ],
  [
    "an act that staff do not have",
    "guest: cancel BK-204",
    "staff: clame",
    'turns 1.staff: Unrecognized key: "clame"',
  ],
  [
    "a refused message",
    "card: { state: offered }",
    "refused: true",
    "turns 1: refused belongs to press or staff",
  ],
  ["a span that is none", "guest: cancel BK-204", "wait: a while", 'turns 1: "a while" is no span of time'],
  [
    "a clock before the demo",
    "guest: maria",
    "guest: maria, clock: 2020-01-01",
    'given.clock: "2020-01-01" is neither',
  ],
  ["no guest", "guest: maria", "staff: ana", "given.guest: Invalid input"],
  ["YAML that is none", "about: The main job.", "about: [", "line 4"],
];
test.each(broken)("%s is one line with file and field", (_what, from, to, complaint) => {
  expect(minimal).toContain(from);
  const message = complaintOf(minimal.replace(from, to));
  expect(message).toContain(complaint);
  expect(message).toMatch(/^maria\.yaml: /);
  expect(message).not.toContain("\n");
});

const files = readdirSync(join(here, "conversations")).filter((file) => file.endsWith(".yaml"));
const conversations = () =>
  files.map((file) => readConversation(file, readFileSync(join(here, "conversations", file), "utf8")));

test("every conversation in the folder can be read, and no two promise the same", () => {
  const names = conversations().map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(16);
  expect(new Set(names).size).toBe(names.length);
});

test("every conversation says something of the database at its end, or of who speaks", () => {
  const silent = conversations().filter(({ expect: ending }) => !ending?.database && !ending?.handoff);
  expect(silent.map(({ file }) => file)).toEqual([]);
});

test("the example of the README is a conversation", () => {
  const [, example] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(here, "README.md"), "utf8")) ?? [];
  expect(readConversation("README.md", example ?? "").turns.length).toBeGreaterThan(1);
});
