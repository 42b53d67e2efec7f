import { type ScriptedServer, startScriptedServer } from "../agent/model/scripted/scripted-server.ts";
import { startServer } from "./rig-for-tests.ts";

let model: ScriptedServer;
let rig: Awaited<ReturnType<typeof startServer>> | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
  await model.close();
});

const startOn = async (env: NodeJS.ProcessEnv) => {
  model = await startScriptedServer({ script: [{ say: "Hello Maria.", again: true }] });
  const base = { MODEL_PROVIDER: "ollama", OLLAMA_HOST: model.url, OPENAI_BASE_URL: `${model.url}/v1` };
  rig = await startServer({ env: { ...base, ...env } });
  return rig;
};
const chats = () => model.requests.filter(({ path }) => /chat/.test(path)).map(({ body }) => body as Body);
type Body = { messages: { role: string }[] } & Record<string, unknown>;

test("a context too small for policy, tools and a question is said at start-up, with what to set", async () => {
  const { services } = await startOn({ MODEL_CONTEXT_TOKENS: "4096" });
  expect(services.modelNotice).toMatch(
    /A context of 4096 tokens is too small: policy and tools take about \d+, .*Set MODEL_CONTEXT_TOKENS to at least (8192|16384)\.$/,
  );
});

test("a context that is large enough is not spoken of", async () => {
  const { services } = await startOn({});
  expect(services.modelNotice).not.toContain("too small");
});

test.each(["ollama", "openai"])(
  "on %s the settings reach the warm-up and a guest's call alike",
  async (provider) => {
    const { say } = await startOn({
      MODEL_PROVIDER: provider,
      MODEL_THINK: "1",
      MODEL_CONTEXT_TOKENS: "20000",
    });
    const loads = provider === "ollama" ? 1 : 0;
    await model.whenAsked(model.requests.length - chats().length + loads + 1);
    await say("hello");
    const [read, call] = chats().slice(loads);
    const { messages: warm, ...readOptions } = read!;
    const { messages: asked, ...callOptions } = call!;
    expect(readOptions).toEqual(callOptions);
    expect(warm[0]).toEqual(asked[0]);
    expect(callOptions).toMatchObject(
      provider === "ollama"
        ? { think: true, options: { num_ctx: 20_000, num_predict: 4_096 } }
        : { chat_template_kwargs: { enable_thinking: true }, max_tokens: 4_096 },
    );
  },
);

test("the limits on a call are settings: a model that stays silent longer is given up", async () => {
  const { say } = await startOn({ MODEL_FIRST_TOKEN_MS_MAX: "1000" });
  await model.close();
  model = await startScriptedServer({
    port: Number(new URL(model.url).port),
    script: [{ say: "Hello.", latencyMs: 5_000, again: true }],
  });
  const startedMs = performance.now();
  await say("hello");
  expect(performance.now() - startedMs).toBeLessThan(4_000);
  const readyz = await (await rig!.request("/readyz", { guest: null })).json();
  expect(readyz.model.circuit.lastError).toMatchObject({ code: "first-token-timeout" });
});
