import { circuitFailuresMax, circuitProbeMsMax } from "../agent/limits.ts";
import type { ScriptedReply } from "../agent/model/scripted/script.ts";
import { startScriptedServer } from "../agent/model/scripted/scripted-server.ts";
import { startServer, textOf } from "./rig-for-tests.ts";

type Rig = Awaited<ReturnType<typeof startServer>>;

const hello: ScriptedReply = { say: "Hello Maria.", again: true };
let rig: Rig;
afterEach(() => rig.close());

const json = async (path: string) => (await rig.request(path, { guest: null })).json();
const degraded = { type: "data-status", transient: true, data: { kind: "degraded" } };

test("Ollama goes down and comes back: guests are served all the while, and every page about it is honest", async () => {
  const before = await startScriptedServer({ script: [hello] });
  const port = Number(new URL(before.url).port);
  rig = await startServer({ env: { MODEL_PROVIDER: "ollama", OLLAMA_HOST: before.url } });
  expect(textOf(await rig.say("hello"))).toBe("Hello Maria.");
  expect(await json("/readyz")).toMatchObject({ status: "ready", model: { circuit: { state: "closed" } } });

  await before.close();
  let outageTurns = 0;
  for (; rig.services.circuit().kind === "closed" && outageTurns < circuitFailuresMax; outageTurns++) {
    const parts = await rig.say("Which bookings do I have?");
    expect(textOf(parts)).toContain("BK-204");
    expect(parts.filter((part) => part.type === "data-status")).toContainEqual(degraded);
    expect(await json("/v1/info")).toMatchObject({ degraded: true });
  }
  expect(await json("/readyz")).toMatchObject({
    status: "degraded",
    model: {
      name: "qwen3.5:4b",
      ok: false,
      circuit: { state: "open", lastError: { code: "unreachable", message: expect.any(String) } },
    },
  });
  expect(await json("/v1/info")).toMatchObject({ model: "qwen3.5:4b", offline: false, degraded: true });

  const after = await startScriptedServer({ script: [hello], port });
  rig.moveClock(circuitProbeMsMax);
  const parts = await rig.say("hello again");
  expect(textOf(parts)).toBe("Hello Maria.");
  expect(parts).not.toContainEqual(degraded);
  expect(await json("/readyz")).toMatchObject({ status: "ready" });
  expect(await json("/v1/info")).toMatchObject({ degraded: false });
  const transcript = await (await rig.request(`/v1/chat/${rig.conversationId}`)).json();
  const flags = transcript.messages
    .filter((message: { role: string }) => message.role === "assistant")
    .map((message: { metadata: { degraded?: boolean } }) => message.metadata.degraded ?? false);
  expect(flags).toEqual([false, ...Array(outageTurns).fill(true), false]);
  await after.close();
});
