import type { ScriptedReply } from "../agent/model/scripted/script.ts";
import { type ScriptedModel, scriptedModel } from "../agent/model/scripted/scripted-model.ts";
import { readParts, startServer, textOf } from "./rig-for-tests.ts";

const hanging: ScriptedReply = { when: /hang/, fault: { kind: "stall", after: 0 } };
const hello: ScriptedReply = { say: "Hello there.", again: true };
const other = "conversation-of-another-guest";

/** One place at the model, and somebody in it whose call lasts until she stops it. */
async function startBusy() {
  const model = scriptedModel([hanging, hello]);
  const rig = await startServer({ model, env: { MODEL_CALLS_MAX: "1" } });
  const ask = (text: string, id: string, guest: string) =>
    rig.request("/v1/chat", { json: rig.chatBody(text, undefined, id), guest });
  const first = await ask("hang on", other, "james");
  await untilAsked(model);
  const stopFirst = async () => {
    await rig.request(`/v1/chat/${other}/stop`, { json: {}, guest: "james" });
    await readParts(first);
  };
  return { ...rig, model, ask, stopFirst };
}

async function untilAsked(model: ScriptedModel): Promise<void> {
  while (model.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
}

test("a guest whose call must wait is told her place within half a second, and is answered when it is her turn", async () => {
  const rig = await startBusy();
  const answer = await rig.ask("hello", rig.conversationId, "maria");
  const events = await rig.eventsUntil((event) => event.type === "status" && event.position === 1);
  const waitedMs = Date.parse(events.at(-1)?.at ?? "") - Date.parse(events[0]?.at ?? "");
  expect(waitedMs).toBeLessThan(500);
  await rig.stopFirst();
  expect(textOf(await readParts(answer))).toBe("Hello there.");
  await rig.close();
});

test("ten messages in one conversation do not keep another guest waiting", async () => {
  const rig = await startBusy();
  for (let number = 1; number <= 10; number++)
    await (await rig.ask(`again ${number}`, other, "james")).body?.cancel();
  const answer = await rig.ask("hello", rig.conversationId, "maria");
  await rig.eventsUntil((event) => event.type === "status" && event.position === 1);
  await rig.stopFirst();
  expect(textOf(await readParts(answer))).toBe("Hello there.");
  const asked = rig.model.requests.map(
    ({ messages }) => messages.findLast(({ role }) => role === "guest")?.text,
  );
  expect(asked.slice(0, 2)).toEqual(["hang on", "hello"]);
  await rig.close();
});
