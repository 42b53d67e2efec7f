import type { ScriptedReply } from "../agent/model/scripted/script.ts";
import { scriptedModel } from "../agent/model/scripted/scripted-model.ts";
import { startServer } from "./rig-for-tests.ts";

let rig: Awaited<ReturnType<typeof startServer>>;
afterEach(() => rig.close());

const start = async (script: ScriptedReply[], env: NodeJS.ProcessEnv = {}) => {
  rig = await startServer({ model: scriptedModel(script), env });
};
const scrape = (headers: Record<string, string> = {}) => rig.request("/metrics", { guest: null, headers });
/** Our own lines, as `name{labels}` to number. */
async function figures(): Promise<Record<string, number>> {
  const lines = (await (await scrape()).text()).split("\n").filter((line) => line.startsWith("frontdesk_"));
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(" ")),
      Number(line.slice(line.lastIndexOf(" ") + 1)),
    ]),
  );
}
const readyz = async () => (await rig.request("/readyz", { guest: null })).json();
const written = '<tool_call>{"name": "list_my_bookings", "arguments": {}}</tool_call>';

test("calls, tokens, repairs, turns and the circuit are counted, and none of it knows a guest", async () => {
  await start([
    { say: written, usage: { promptTokens: 900, replyTokens: 30 } },
    { say: "You can see them above." },
  ]);
  await rig.say("Which bookings do I have? My code word is heliotrope.");
  const counted = await figures();
  expect(counted).toMatchObject({
    'frontdesk_model_calls_total{provider="scripted",outcome="answered"}': 2,
    'frontdesk_model_repairs_total{rung="call-in-text"}': 1,
    'frontdesk_model_repairs_total{rung="narrated"}': 0,
    'frontdesk_model_circuit{state="closed"}': 1,
    'frontdesk_model_circuit{state="open"}': 0,
    'frontdesk_turns_total{outcome="reply"}': 1,
    'frontdesk_model_first_chunk_seconds_count{provider="scripted"}': 2,
    frontdesk_model_calls_waiting: 0,
    frontdesk_turns_running: 0,
    frontdesk_turns_waiting: 0,
  });
  expect(counted['frontdesk_model_tokens_total{provider="scripted",kind="prompt"}']).toBeGreaterThan(900);
  expect(counted['frontdesk_model_tokens_total{provider="scripted",kind="reply"}']).toBeGreaterThan(30);
  const body = await (await scrape()).text();
  expect(body).not.toMatch(/heliotrope|maria|BK-\d|conv-/i);
  expect(body).toContain("process_resident_memory_bytes");
});

test("readyz tells the same in brief", async () => {
  await start([{ say: written }, { say: "You can see them above." }]);
  expect((await readyz()).counted).toEqual({ callsWaiting: 0, repairs: {}, calls: {}, turns: {} });
  await rig.say("Which bookings do I have?");
  expect((await readyz()).counted).toEqual({
    callsWaiting: 0,
    repairs: { "call-in-text": 1 },
    calls: { answered: 2 },
    turns: { reply: 1 },
  });
});

test("a failure is counted by its code, and the offline model's answer in its place as its own", async () => {
  await start([{ fault: { kind: "status", status: 503, words: "server busy" }, again: true }]);
  for (let turn = 0; turn < 6; turn++) await rig.say("Which bookings do I have?");
  expect(await figures()).toMatchObject({
    'frontdesk_model_calls_total{provider="scripted",outcome="overloaded"}': 5,
    'frontdesk_model_circuit{state="open"}': 1,
    'frontdesk_model_circuit{state="closed"}': 0,
  });
  const { calls } = (await readyz()).counted;
  expect(calls["circuit-open"]).toBeGreaterThan(0);
  expect(calls.answered).toBeGreaterThan(0);
});

test("calls in line for the model are seen while they wait", async () => {
  await start([{ say: ["Hello", "."], latencyMs: 1_500, again: true }], { MODEL_CALLS_MAX: "1" });
  const turns = ["one", "two"].map((which) => rig.say("hello", { id: `conversation-of-guest-${which}` }));
  let most = 0;
  for (let looked = 0; looked < 50 && most === 0; looked++) most = (await readyz()).counted.callsWaiting;
  expect(most).toBe(1);
  await Promise.all(turns);
  expect((await readyz()).counted).toMatchObject({ callsWaiting: 0, turns: { reply: 2 } });
});

describe("who may read them", () => {
  const token = "m".repeat(32);
  const secrets = { GUEST_TOKEN_SECRET: "g".repeat(32), STAFF_SESSION_SECRET: "s".repeat(32) };

  test("with METRICS_TOKEN, whoever sends it", async () => {
    await start([], { METRICS_TOKEN: token });
    expect((await scrape()).status).toBe(401);
    expect((await scrape({ authorization: `Bearer ${token.slice(1)}x` })).status).toBe(401);
    const scraped = await scrape({ authorization: `Bearer ${token}` });
    expect([scraped.status, scraped.headers.get("content-type")]).toEqual([
      200,
      expect.stringContaining("text/plain"),
    ]);
  });

  test("without it nobody but the demo, not even this machine: a proxy is on it too", async () => {
    await start([], { DEMO: "0", ...secrets });
    expect((await scrape()).status).toBe(404);
    expect(await (await scrape()).json()).toMatchObject({ detail: expect.stringContaining("METRICS_TOKEN") });
  });
});
