import { repairCounters } from "./model/repair/counters.ts";
import type { ScriptedReply } from "./model/scripted/script.ts";
import { scriptedModel } from "./model/scripted/scripted-model.ts";
import { outcomeIn, startRig, textIn } from "./rig-for-tests.ts";

const calls = [{ name: "list_my_bookings", arguments: {} }];
const answer: ScriptedReply = { say: "You are welcome.", answering: "tool" };

async function thanks(script: ScriptedReply[]) {
  const repairs = repairCounters();
  const logged: unknown[] = [];
  const log = { warn: (details: object) => logged.push(details) };
  const rig = await startRig({ model: scriptedModel(script), repairs, log });
  const events = await rig.say("thanks");
  const ran = events.flatMap((event) => (event.type === "tool-start" ? [event.tool] : []));
  return { text: textIn(events), outcome: outcomeIn(events), ran, repairs, logged };
}

test.each<[string, ScriptedReply[], Partial<ReturnType<typeof repairCounters>>]>([
  ["a call left in the content", [{ calls, malformed: "hermes-in-text" }], { "call-in-text": 1 }],
  ["a call left in the content as XML", [{ calls, malformed: "xml-in-text" }], { "call-in-text": 1 }],
  ["a name in another spelling", [{ calls, malformed: "hallucinated-name" }], { name: 1 }],
  ["the beginning of a name", [{ calls, malformed: "prefix-name" }], { "prefix-name": 1 }],
  ["a swallowed call", [{ malformed: "swallowed" }, { calls }], { swallowed: 1 }],
  [
    "a parse error",
    [{ malformed: "parse-error" }, { say: '{"name":"list_my_bookings","arguments":{}}' }],
    { unreadable: 1 },
  ],
  [
    "a name that no tool has",
    [{ calls: [{ name: "refund_all", arguments: {} }] }, { calls }],
    { "hallucinated-name": 1 },
  ],
])("%s ends in the tool's run and an answer", async (_, script, counted) => {
  const { text, outcome, ran, repairs, logged } = await thanks([...script, answer]);
  expect({ text, outcome, ran }).toEqual({
    text: "You are welcome.",
    outcome: "reply",
    ran: ["list_my_bookings"],
  });
  expect(repairs).toEqual({ ...repairCounters(), ...counted });
  expect(logged).toEqual([expect.objectContaining({ rung: Object.keys(counted)[0], model: "scripted" })]);
});

test.each<[string, ScriptedReply]>([
  ["swallowed", { malformed: "swallowed", again: true }],
  ["unreadable", { malformed: "parse-error", again: true }],
  ["repeating", { malformed: "repeating", again: true }],
])("a model that stays %s ends with a person, in words", async (_, reply) => {
  const { text, outcome, ran } = await thanks([reply]);
  expect([outcome, ran]).toEqual(["handoff", []]);
  expect(text.trim()).not.toBe("");
});

test("a model that repeats itself is stopped, and answers", async () => {
  const { text, outcome, repairs } = await thanks([{ malformed: "repeating" }, { say: "You are welcome." }]);
  expect([outcome, repairs.repetition]).toEqual(["reply", 1]);
  expect(text).toMatch(/You are welcome\.$/);
});

test("a deed that is told and not called is not shown; the model is told which tool does it", async () => {
  const cancel = { calls: [{ name: "cancel_booking", arguments: { bookingRef: "BK-204" } }] };
  const model = scriptedModel([{ say: "I have cancelled BK-204." }, cancel]);
  const repairs = repairCounters();
  const rig = await startRig({ model, repairs });
  expect(textIn(await rig.say("cancel BK-204"))).not.toContain("cancelled");
  expect(model.requests[1]?.correction).toContain("call the tool by its exact name: cancel_booking");
  expect(await rig.openCard()).toBeDefined();
  expect(repairs).toEqual({ ...repairCounters(), narrated: 1 });
});
