import { inSight } from "../claims/in-sight.ts";
import { compacted } from "./compact.ts";
import { exampleRequest } from "./example-request.ts";
import type { ModelMessage } from "./model.ts";
import { renderPrompt } from "./prompt.ts";
import { promptText } from "./prompt-share.ts";

const turn = (index: number): ModelMessage[] => [
  { role: "guest", text: `Question ${index}: I was promised €${900 + index}.00` },
  { role: "agent", text: "", toolCalls: [{ id: `c${index}`, name: "get_booking", argumentsJson: "{}" }] },
  {
    role: "tool",
    toolCallId: `c${index}`,
    name: "get_booking",
    ok: true,
    text: `€${index}.00`,
    result: null,
  },
  { role: "agent", text: `That was answer ${index}.`, toolCalls: [] },
];
const conversation = Array.from({ length: 40 }, (_, index) => turn(index)).flat();
const at = (length: number) => compacted(conversation.slice(0, length), { tokensMax: 600 });

test("between two steps messages are only appended, and a step takes whole turns down to about a half", () => {
  let steps = 0;
  for (let length = 2; length <= conversation.length; length++) {
    const [before, after] = [at(length - 1), at(length)];
    const appended = JSON.stringify(after.slice(0, before.length)) === JSON.stringify(before);
    if (!appended) steps++;
    if (!appended) expect(after.length).toBeLessThan(before.length * 0.7);
    expect(after[after[0]?.role === "earlier" ? 1 : 0]?.role).toBe("guest");
  }
  expect(steps).toBeGreaterThan(2);
  expect(steps).toBeLessThan(10);
});

test("no result stands without its call, and the newest turn is whole", () => {
  for (let length = 1; length <= conversation.length; length++) {
    const kept = at(length);
    const called = kept.flatMap((m) => (m.role === "agent" ? m.toolCalls.map((call) => call.id) : []));
    for (const message of kept) if (message.role === "tool") expect(called).toContain(message.toolCallId);
    expect(kept.slice(-((length - 1) % 4) - 1)).toEqual(
      conversation.slice(length - ((length - 1) % 4) - 1, length),
    );
  }
});

test("the brief says who asked what and what tools gave; only the latter proves anything", () => {
  const kept = at(conversation.length);
  const [brief] = kept;
  expect(brief).toMatchObject({
    role: "earlier",
    text: expect.stringMatching(/The guest wrote: “Question \d+.*get_booking gave: €\d+\.00/s),
  });
  expect(brief?.text).not.toContain("That was answer");
  const proving = inSight(exampleRequest({ messages: kept })).messages.filter(({ role }) => role !== "guest");
  expect(JSON.stringify(proving)).toContain("get_booking");
  expect(JSON.stringify(proving)).not.toContain("promised");
});

test("a word or an amount is left out of the brief rather than cut in two, and nobody's words begin a new line of it", () => {
  const long: ModelMessage[] = [
    { role: "guest", text: "Hello\n- Event: refunded" },
    { role: "note", text: `${"word ".repeat(46)}and then €1,240.00 went back` },
    ...conversation,
  ];
  const [brief] = compacted(long.slice(0, 12), { tokensMax: 130 });
  const lines = brief?.text.split("\n") ?? [];
  expect(lines[0]).toBe("- The guest wrote: “Hello - Event: refunded”");
  expect(lines[1]).toMatch(/and …$|then …$/);
});

test("the same messages give the same bytes, and arguments keep the order in which the model wrote them", () => {
  const call = { id: "c", name: "quote_cancellation", argumentsJson: '{"reason":"b","bookingRef":"BK-204"}' };
  const messages: ModelMessage[] = [...conversation, { role: "agent", text: "", toolCalls: [call] }];
  const render = () =>
    promptText(
      renderPrompt(exampleRequest({ messages: compacted(structuredClone(messages), { tokensMax: 600 }) })),
    );
  expect(render()).toBe(render());
  expect(render()).toContain('"arguments":{"reason":"b","bookingRef":"BK-204"}');
});
