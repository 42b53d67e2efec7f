import { scriptedModel } from "../agent/model/scripted/scripted-model.ts";
import { openDatabase } from "../db/open.ts";
import { seedDemo } from "../db/seed.ts";
import { readConversation } from "./format.ts";
import { seededAt } from "./moments.ts";
import { play } from "./play.ts";
import { asJson, summary, table, whyFailed } from "./report.ts";

let seeded: Buffer;
beforeAll(async () => {
  const db = openDatabase(":memory:");
  await seedDemo(db, { now: seededAt });
  seeded = db.$client.serialize();
  db.$client.close();
});

/** Through the real state machine, with a model that offers the cancellation of BK-204. */
async function playYaml(turns: string, ending = "expect: { handoff: agent }") {
  const head = "name: A promise\nabout: A test\ngiven: { guest: maria }";
  const conversation = readConversation("promise.yaml", `${head}\nturns:\n${turns}\n${ending}\n`);
  const offers = { calls: [{ name: "cancel_booking", arguments: { bookingRef: "BK-204" } }], again: true };
  return play(conversation, { db: openDatabase(seeded), model: scriptedModel([offers], { name: "test" }) });
}

const cancels = `
  - guest: cancel BK-204
    expect: { card: { label: "Cancel and refund €312.00", state: offered } }
  - press: accept
    expect: { receipt: { amount: "€312.00" } }`;

test("a conversation that keeps its promise passes, and the table says so", async () => {
  const result = await playYaml(cancels);
  expect(result.passed).toBe(true);
  expect(table([result]).split("\n")[1]).toMatch(/^A promise +test +2 +\d+\/\d+ +\d+ {2}passed$/);
  expect(summary([result])).toBe("Evals: 1 passed, 0 failed");
});

test("a wrong expectation fails and says which, what was found, and the transcript up to there", async () => {
  const wrong = cancels.replace('receipt: { amount: "€312.00" }', 'receipt: { amount: "€312.01" }');
  const result = await playYaml(`${wrong}\n  - wait: 3 minutes`);
  expect(result.passed).toBe(false);
  const why = whyFailed(result);
  expect(why).toContain("FAILED  A promise  (promise.yaml)");
  expect(why).toMatch(/turn 2: receipt amount\n +expected: €312\.01\n +found: +€312\.00/);
  expect(why).toContain("✗ 2. press: accept");
  expect(why).toContain("receipt  BK-204");
  expect(why).not.toContain("3 minutes");
  expect(summary([result])).toBe("Evals: 0 passed, 1 failed");
  expect(JSON.parse(JSON.stringify(asJson([result])))).toMatchObject([{ passed: false, model: "test" }]);
});

test("a wrong end state fails although every turn was right", async () => {
  const result = await playYaml(
    cancels,
    "expect: { database: { bookings: { BK-204: { status: confirmed } } } }",
  );
  expect(whyFailed(result)).toMatch(/at the end: booking BK-204\n +expected: confirmed\n +found: +cancelled/);
});

test("a press that has no effect fails unless it was expected", async () => {
  const twice = `${cancels}\n  - press: accept`;
  expect(whyFailed(await playYaml(twice))).toMatch(
    /turn 3: effect\n.*takes effect\n.*no effect: the card is done/,
  );
  expect((await playYaml(`${twice}\n    expect: { refused: true }`)).passed).toBe(true);
});

test("a turn that cannot be played fails and ends the conversation there", async () => {
  const result = await playYaml("  - press: accept\n  - guest: hello");
  expect(result.turns).toHaveLength(1);
  expect(whyFailed(result)).toContain("there is no card to press");
});

test("a message that nobody answers fails, also when nothing was expected of it", async () => {
  const result = await playYaml("  - guest: cancel BK-204\n    answered: false");
  expect(whyFailed(result)).toContain("always: turns left without reply, card or handoff");
});

test("a restart goes on with what the press began", async () => {
  const died = cancels.replace('    expect: { receipt: { amount: "€312.00" } }', "    answered: false");
  const result = await playYaml(`${died}\n  - restart: true\n    expect: { receipt: { amount: "€312.00" } }`);
  expect(result.passed).toBe(true);
});

test("a guest who does not exist is one line", async () => {
  const db = openDatabase(":memory:");
  const conversation = readConversation(
    "mara.yaml",
    "{ name: n, about: a, given: { guest: mara }, turns: [restart], expect: { handoff: agent } }",
  );
  await expect(play(conversation, { db, model: scriptedModel([]) })).rejects.toThrow(
    'mara.yaml: given.guest: there is no guest "mara"',
  );
  db.$client.close();
});
