import { exampleRequest } from "../example-request.ts";
import { type ModelChunk, ModelError } from "../model.ts";
import type { ScriptedReply } from "../scripted/script.ts";
import { scriptedModel } from "../scripted/scripted-model.ts";
import { type Rung, repairCounters } from "./counters.ts";
import { endsInLoop } from "./repetition.ts";
import { withRepairs } from "./with-repairs.ts";

async function ask(script: ScriptedReply[]) {
  const model = scriptedModel(script);
  const counters = repairCounters();
  const told: Rung[] = [];
  const repairing = withRepairs(model, { counters, onRepair: (rung) => told.push(rung) });
  const chunks: ModelChunk[] = [];
  const signal = new AbortController().signal;
  let error: unknown;
  try {
    for await (const chunk of repairing.stream(exampleRequest(), { signal })) chunks.push(chunk);
  } catch (thrown) {
    error = thrown;
  }
  const deltas = chunks.flatMap((chunk) => (chunk.type === "text" ? [chunk.delta] : []));
  const written = chunks.flatMap((chunk) =>
    chunk.type === "tool-call" ? [[chunk.call.name, chunk.call.argumentsJson]] : [],
  );
  return { text: deltas.join(""), deltas, calls: written, told, counters, error, requests: model.requests };
}

const quote = [["quote_cancellation", '{"bookingRef":"BK-204"}']];
const written = '{"name":"quote_cancellation","arguments":{"bookingRef":"BK-204"}}';
const call = (name: string, given: unknown): ScriptedReply => ({ calls: [{ name, arguments: given }] });

test.each<[string, ScriptedReply, Rung[]]>([
  [
    "arguments as JSON within JSON",
    call("quote_cancellation", JSON.stringify('{"bookingRef":"BK-204"}')),
    ["arguments"],
  ],
  [
    "arguments without their last bracket",
    call("quote_cancellation", '{"bookingRef":"BK-204"'),
    ["arguments"],
  ],
  ["a key in another spelling", call("quote_cancellation", { booking_ref: "BK-204" }), ["types"]],
  ["a name in camel case", call("quoteCancellation", { bookingRef: "BK-204" }), ["name"]],
  ["the beginning of a name", call("quote", { bookingRef: "BK-204" }), ["prefix-name"]],
  ["Hermes JSON in the content", { say: `<tool_call>\n${written}\n</tool_call>` }, ["call-in-text"]],
  ["Hermes JSON without its end", { say: `<tool_call>${written.slice(0, -1)}` }, ["call-in-text"]],
  [
    "XML in the content",
    {
      say: "<tool_call>\n<function=quote_cancellation>\n<parameter=bookingRef>\nBK-204\n</parameter>\n</function>\n</tool_call>",
    },
    ["call-in-text"],
  ],
  [
    "XML without its frame",
    { say: ["<func", "tion=quote_", "cancellation><parameter=bookingRef>BK-204</parameter></function>"] },
    ["call-in-text"],
  ],
  ["bare JSON", { say: ["{", '"na', written.slice(4)] }, ["call-in-text"]],
  ["JSON in a fence", { say: ["``", "`json\n", written, "\n```"] }, ["call-in-text"]],
])("%s is read as the call it was to be, and never shown", async (_, reply, rungs) => {
  const { text, calls, told, error } = await ask([reply]);
  expect({ text, calls, told, error }).toEqual({ text: "", calls: quote, told: rungs, error: undefined });
});

test("a number where a reference belongs becomes text, and null is left out where it may be", async () => {
  const { calls, told } = await ask([call("quote_cancellation", { bookingRef: 204 })]);
  expect([calls, told]).toEqual([[["quote_cancellation", '{"bookingRef":"204"}']], ["types"]]);
});

test.each([
  ["an unknown name", call("refund_everything", {}), "refund_everything", "{}"],
  [
    "arguments cut off inside a reference",
    call("quote_cancellation", '{"bookingRef":"BK-2'),
    "quote_cancellation",
    '{"bookingRef":"BK-2',
  ],
])("%s stays as it is, for the tool's strict check to tell the model", async (_, reply, name, given) => {
  expect((await ask([reply])).calls).toEqual([[name, given]]);
});

test("words before a call in the content are shown, the call is not", async () => {
  const { text, calls } = await ask([{ say: `Let me look. <tool_call>${written}</tool_call>` }]);
  expect([text.trim(), calls]).toEqual(["Let me look.", quote]);
});

test("two calls in the content are two calls", async () => {
  const twice = `<tool_call>${written}</tool_call>\n<tool_call>{"name":"list_my_bookings","arguments":{}}</tool_call>`;
  expect((await ask([{ say: twice }])).calls).toEqual([...quote, ["list_my_bookings", "{}"]]);
});

test("a call that is only thought is not run", async () => {
  const { text, calls } = await ask([{ think: `<tool_call>${written}</tool_call>`, say: "Hello." }]);
  expect([text, calls]).toEqual(["Hello.", []]);
});

test.each([
  "2 < 3 and <b>bold</b> <tools>",
  "Set {a} and\n{b}",
  '{"price": 3}',
  '{"name": "Maria", "arguments": 1}',
  "<",
  "`code` and ```js\nx\n```",
])("ordinary text passes whole: %s", async (say) => {
  const { text, calls, told } = await ask([{ say: [...say] }]);
  expect([text, calls, told]).toEqual([say, [], []]);
});

test("ordinary text streams piece by piece", async () => {
  expect((await ask([{ say: ["a < b ", "{c} ", "d"] }])).deltas).toEqual(["a < b ", "{c} ", "d"]);
});

test("a swallowed call is asked for once more, with other sampling and the tools' names", async () => {
  const { text, told, requests } = await ask([{ malformed: "swallowed" }, { say: "Here I am." }]);
  expect([text, told, requests.length]).toEqual(["Here I am.", ["swallowed"], 2]);
  expect(requests[1]).toMatchObject({
    sampling: "varied",
    correction: expect.stringContaining("list_my_bookings, quote_cancellation"),
  });
});

test("swallowed twice, the reply is empty and ends: the graph takes it from there", async () => {
  const { text, error, requests } = await ask([{ malformed: "swallowed", again: true }]);
  expect([text, error, requests.length]).toEqual(["", undefined, 2]);
});

const unreadable: [string, ScriptedReply][] = [
  ["a parse error of the server", { malformed: "parse-error" }],
  [
    "a call in the content, cut off inside a value",
    { say: '<tool_call>{"name":"quote_cancellation","arguments":{"bookingRef":"BK-2' },
  ],
  ["XML cut off inside a value", { say: "<function=quote_cancellation><parameter=bookingRef>BK-2" }],
  [
    "XML whose parameter is not closed, though its function is",
    { say: "<function=quote_cancellation><parameter=bookingRef>BK-2</function>" },
  ],
  [
    "XML whose second parameter is not closed",
    {
      say: "<function=quote_cancellation><parameter=bookingRef>BK-204</parameter><parameter=until>2026-1</function>",
    },
  ],
];
test.each(unreadable)("after %s the model is asked for JSON, without tools", async (_, reply) => {
  const { text, calls, told, requests } = await ask([reply, { say: written }]);
  expect([text, calls, told]).toEqual(["", quote, ["unreadable"]]);
  expect(requests[1]).toMatchObject({ tools: [], format: { anyOf: expect.any(Array) } });
  expect(requests[1]?.correction).toContain("- quote_cancellation:");
});

test("asked for JSON, the model may also answer", async () => {
  expect((await ask([{ malformed: "parse-error" }, { say: '{"answer":"Until 22:00."}' }])).text).toBe(
    "Until 22:00.",
  );
});

test("neither a call nor an answer even then: malformed, and nothing is made up or shown", async () => {
  const { text, calls, error, requests } = await ask([{ malformed: "parse-error" }, { say: "<function=" }]);
  expect([text, calls, requests.length]).toEqual(["", [], 2]);
  expect(error).toBeInstanceOf(ModelError);
  expect(error).toMatchObject({ code: "malformed" });
});

test("endless repetition is stopped long before its end, and corrected once", async () => {
  const { text, told, requests } = await ask([{ malformed: "repeating" }, { say: "You have one booking." }]);
  expect(text).toContain("one moment");
  expect(text.match(/Let me look/g)?.length).toBeLessThan(10);
  expect(text).toMatch(/You have one booking\.$/);
  expect([told, requests[1]?.sampling]).toEqual([["repetition"], "varied"]);
});

test("repetition twice is malformed", async () => {
  const { error, counters } = await ask([{ malformed: "repeating", again: true }]);
  expect(error).toMatchObject({ code: "malformed" });
  expect(counters.repetition).toBe(1);
});

test.each([
  "-".repeat(300),
  "| --- ".repeat(40),
  "No, no, no, no.",
  "1. BK-204, Lisbon\n2. BK-205, Porto\n3. BK-206, Rome\n4. BK-207, Bern\n",
])("no loop: %s", (text) => expect(endsInLoop(text)).toBe(false));

test("the failures that are not of a reply pass through unchanged", async () => {
  const { error, requests } = await ask([{ fault: { kind: "status", status: 503, words: "server busy" } }]);
  expect([(error as ModelError).code, requests.length]).toEqual(["overloaded", 1]);
});
