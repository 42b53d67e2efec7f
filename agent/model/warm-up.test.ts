import { exampleRequest } from "./example-request.ts";
import { ollamaModel } from "./ollama.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted-server.ts";
import { warmUp } from "./warm-up.ts";

let server: ScriptedServer;
afterEach(() => server?.close());
const name = "qwen3.5:4b";
const { signal } = new AbortController();

test("warming up loads the model with the very options of a call, and asks it nothing", async () => {
  server = await startScriptedServer({ script: [{ say: "Yes." }] });
  const settings = { host: server.url, name, contextTokens: 16_384 };
  expect(await warmUp(settings, { signal })).toMatchObject({ ok: true });
  for await (const _ of ollamaModel(settings).stream(exampleRequest(), { signal }));
  const [warm, call] = server.requests.map(({ body }) => body as Record<string, unknown>);
  const { messages: _m, tools: _t, stream: _s, ...options } = call!;
  const { messages, stream: _, ...warmed } = warm!;
  expect(warmed).toEqual(options);
  expect(messages).toEqual([]);
});

test("a model that is not there is said in one line, not thrown", async () => {
  server = await startScriptedServer({ script: [] });
  const { ok, detail } = await warmUp({ host: server.url, name: "qwen9" }, { signal });
  expect(ok).toBe(false);
  expect(detail).toMatch(/^qwen9 could not be loaded: .*not found/);
});
