import * as limits from "../limits.ts";
import { budgetOf, fitted, withinBudget } from "./budget.ts";
import { exampleRequest } from "./example-request.ts";
import type { ModelMessage } from "./model.ts";
import { renderPrompt } from "./prompt.ts";
import { scriptedModel } from "./scripted/scripted-model.ts";
import { promptTokens } from "./token-estimate.ts";
import { tokenRatio } from "./token-ratio.ts";

const passage = exampleRequest().passages[0]!;
const guest = (text: string): ModelMessage => ({
  role: "guest",
  text,
  known: {
    now: exampleRequest().now,
    bookings: [],
    passages: [{ ...passage, text: `${text} ${passage.text}` }],
  },
});
const looked = (id: string, text: string): ModelMessage[] => [
  { role: "agent", text: "", toolCalls: [{ id, name: "list_my_bookings", argumentsJson: "{}" }] },
  { role: "tool", toolCallId: id, name: "list_my_bookings", ok: true, text, result: null },
];
const turns = (count: number, words: string): ModelMessage[] =>
  Array.from({ length: count }, (_, index) => [
    guest(`${index} ${words}`),
    ...looked(`c${index}`, words),
  ]).flat();
const sized = (messages: ModelMessage[], contextTokens = limits.contextTokens) =>
  promptTokens(renderPrompt(fitted(exampleRequest({ messages }), { contextTokens })));

test.each([
  ["200 turns", [...turns(200, "words"), guest("And now?")]],
  ["4,000 characters a message", [...turns(20, "x".repeat(4_000)), guest("y".repeat(4_000))]],
  ["Chinese text", [...turns(30, "退款".repeat(200)), guest("我".repeat(4_000))]],
  [
    "eight long tool results in one turn",
    [guest("All?"), ...Array.from({ length: 8 }, (_, i) => looked(`l${i}`, "{".repeat(6_000))).flat()],
  ],
])("a prompt never takes the room of the reply: %s", (_, messages) => {
  expect(sized(messages)).toBeLessThanOrEqual(limits.contextTokens - limits.replyTokensMax);
});

test("what fits is sent as it is, to the letter", () => {
  const request = exampleRequest();
  expect(fitted(request, {})).toBe(request);
});

test("history goes first, then passages; policy, tools and the question stay", () => {
  const request = exampleRequest({ messages: [...turns(40, "word ".repeat(40)), guest("And now?")] });
  const room = (contextTokens: number) => fitted(request, { contextTokens, replyTokensMax: 100 });
  const some = room(2_500);
  expect(some.messages[0]?.role).toBe("earlier");
  expect(some.messages.at(-1)).toEqual(request.messages.at(-1));
  const fixed = budgetOf(exampleRequest()).policy + budgetOf(exampleRequest()).tools;
  const least = room(fixed + 100 + 140);
  expect(least.messages.at(-1)).toMatchObject({ text: "And now?", known: { passages: [] } });
  expect(renderPrompt(least).messages[0]).toEqual(renderPrompt(request).messages[0]);
  expect(least.tools).toBe(request.tools);
});

test("a context too small for policy and tools is one clear line", () => {
  expect(() => fitted(exampleRequest(), { contextTokens: 1_200 })).toThrow(
    /A context of 1200 tokens is too small: policy and tools take about \d+, a reply up to 1024/,
  );
});

test("what a server counts corrects the estimate, in steps and upwards; a count of a part of the prompt does not", () => {
  const ratio = tokenRatio();
  ratio.learn(1_000, 30);
  expect(ratio.value).toBe(1);
  for (let call = 0; call < 30; call++) ratio.learn(1_000, 1_330);
  expect(ratio.value).toBeCloseTo(1.4);
});

test("a model whose tokens are smaller is sent less", async () => {
  const inner = scriptedModel(() => ({ say: "Yes." }));
  const counting = { ...inner, stream: countingTwice(inner) };
  const model = withinBudget(counting, { contextTokens: 8_192 });
  const request = exampleRequest({ messages: [...turns(12, "word ".repeat(60)), guest("And now?")] });
  const { signal } = new AbortController();
  for (let call = 0; call < 12; call++) for await (const _ of model.stream(request, { signal }));
  const sent = inner.requests.map((one) => promptTokens(renderPrompt(one)));
  expect(sent.at(-1)).toBeLessThan(sent[0] ?? 0);
});

const countingTwice = (inner: ReturnType<typeof scriptedModel>): typeof inner.stream =>
  async function* (request, options) {
    const promptTokensCounted = promptTokens(renderPrompt(request)) * 1.9;
    for await (const chunk of inner.stream(request, options))
      yield chunk.type === "done"
        ? { ...chunk, usage: { ...chunk.usage, promptTokens: promptTokensCounted } }
        : chunk;
  };
