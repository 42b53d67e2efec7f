import { exampleRequest } from "./example-request.ts";
import { type CallEnd, metered } from "./metered.ts";
import type { Model } from "./model.ts";
import type { ScriptedReply } from "./scripted/script.ts";
import { scriptedModel } from "./scripted/scripted-model.ts";

const ends: CallEnd[] = [];
beforeEach(() => {
  ends.length = 0;
});
const over = (model: Model) => metered(model, (end) => ends.push(end));
const saying = (reply: ScriptedReply) => over(scriptedModel([reply]));
const call = (model: Model, signal = new AbortController().signal) =>
  model.stream(exampleRequest(), { signal });
const all = async (stream: AsyncIterable<unknown>) => {
  for await (const _ of stream);
};

test("an answer is counted once, with its usage", async () => {
  await all(call(saying({ say: "Yes.", usage: { promptTokens: 900, replyTokens: 7 } })));
  expect(ends).toEqual([
    {
      provider: "scripted",
      outcome: "answered",
      usage: expect.objectContaining({ promptTokens: 900, replyTokens: 7 }),
    },
  ]);
});

test("a failure is counted by its code, and passed on", async () => {
  const failing = saying({ fault: { kind: "cut", after: 0 } });
  await expect(all(call(failing))).rejects.toMatchObject({ code: "cut" });
  expect(ends).toEqual([{ provider: "scripted", outcome: "cut" }]);
});

test("an error that is no model's is counted as broken", async () => {
  const broken: Model = {
    ...scriptedModel([]),
    // biome-ignore lint/correctness/useYield: it fails before it has anything to say.
    async *stream() {
      throw new TypeError("a bug");
    },
  };
  await expect(all(call(over(broken)))).rejects.toThrow("a bug");
  expect(ends).toEqual([{ provider: "scripted", outcome: "broken" }]);
});

test("a caller who leaves, or aborts, has stopped the call: no failure of the model", async () => {
  for await (const _ of call(saying({ say: "one two three" }))) break;
  const stop = new AbortController();
  const stalled = all(call(saying({ say: "one", fault: { kind: "stall", after: 0 } }), stop.signal));
  stop.abort(new Error("left"));
  await expect(stalled).rejects.toThrow("left");
  expect(ends.map(({ outcome }) => outcome)).toEqual(["stopped", "stopped"]);
});
