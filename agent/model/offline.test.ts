import { exampleRequest } from "./example-request.ts";
import type { ModelChunk, ModelRequest } from "./model.ts";
import { offlineModel } from "./offline.ts";

const model = offlineModel();

async function all(request: ModelRequest, signal = new AbortController().signal): Promise<ModelChunk[]> {
  const chunks: ModelChunk[] = [];
  for await (const chunk of model.stream(request, { signal })) chunks.push(chunk);
  return chunks;
}

const asking = (text: string) => exampleRequest({ messages: [{ role: "guest", text }] });
const withoutTimes = (chunks: ModelChunk[]) => chunks.filter((chunk) => chunk.type !== "done");

test("the same request gives the same answer, whatever was asked in between", async () => {
  const first = await all(asking("what do I get back if I cancel my Lisbon stay?"));
  await all(asking("show me my bookings"));
  await all(asking("I want to talk to a person"));
  const again = await all(asking("what do I get back if I cancel my Lisbon stay?"));
  expect(withoutTimes(again)).toEqual(withoutTimes(first));
});

test("a call's id is the transcript's own: the same words later in the conversation get another", async () => {
  const idOf = (chunks: ModelChunk[]) =>
    chunks.flatMap((chunk) => (chunk.type === "tool-call" ? chunk.call.id : []));
  const request = asking("show me my bookings");
  const later = {
    ...request,
    messages: [
      ...request.messages,
      { role: "agent" as const, text: "…", toolCalls: [] },
      ...request.messages,
    ],
  };
  const [first, second] = [idOf(await all(request)), idOf(await all(later))];
  expect(first).toEqual([expect.stringMatching(/^off-[0-9a-f]{12}$/)]);
  expect(second).not.toEqual(first);
});

test("an answer comes word by word and ends with done and its usage", async () => {
  const chunks = await all(asking("How late can I check in?"));
  const words = chunks.flatMap((chunk) => (chunk.type === "text" ? [chunk.delta] : []));
  expect(words.length).toBeGreaterThan(5);
  expect(words.every((word) => /^\s*\S+\s*$/.test(word))).toBe(true);
  expect(words.join("")).toContain("[[check-in-times#1]]");
  expect(chunks.at(-1)).toMatchObject({ type: "done", usage: { replyTokens: expect.any(Number) } });
});

test("an abort between two words throws its reason before the next one", async () => {
  const reason = new Error("the guest pressed stop");
  const controller = new AbortController();
  const heard: ModelChunk[] = [];
  const listen = async () => {
    for await (const chunk of model.stream(asking("How late can I check in?"), {
      signal: controller.signal,
    })) {
      heard.push(chunk);
      if (heard.length === 2) controller.abort(reason);
    }
  };
  await expect(listen()).rejects.toBe(reason);
  expect(heard).toHaveLength(2);
});
