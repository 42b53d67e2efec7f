import { exampleRequest } from "./example-request.ts";
import { languageModel } from "./language-model.ts";
import { equalPrefixChars } from "./prompt-share.ts";
import type { Script } from "./scripted/script.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted/scripted-server.ts";
import { warmUp } from "./warm-up.ts";

let server: ScriptedServer;
afterEach(() => server?.close());
const name = "qwen3.5:4b";
const { signal } = new AbortController();
const fixed = { policy: exampleRequest().policy, tools: exampleRequest().tools };
const start = async (script: Script = [{ say: "Yes.", again: true }]) => {
  server = await startScriptedServer({ script });
};

async function warmed(settings: Parameters<typeof warmUp>[0], given = signal) {
  const said: [ok: boolean, line: string][] = [];
  await warmUp(settings, { fixed, signal: given, say: (ok, line) => said.push([ok, line]) });
  return said;
}

type Body = Record<string, unknown> & { messages: { role: string; content: string }[]; tools?: unknown[] };
const bodies = () => server.requests.map(({ body }) => body as Body);

test("on Ollama the model is loaded, then reads policy and tools, with the very options of a guest's call", async () => {
  await start();
  const settings = { provider: "ollama", host: server.url, name, contextTokens: 8_192, think: true } as const;
  expect(await warmed(settings)).toEqual([
    [true, expect.stringMatching(/^qwen3\.5:4b is loaded \(\d+ ms\)$/)],
    [true, expect.stringMatching(/^qwen3\.5:4b has read policy and tools \(\d+ ms\)$/)],
  ]);
  for await (const _ of languageModel(settings).stream(exampleRequest(), { signal }));
  const [load, read, call] = bodies();
  const { messages: loaded, stream: _l, ...loadOptions } = load!;
  const { messages: _r, tools: readTools, ...readOptions } = read!;
  const { messages: _c, tools: callTools, ...callOptions } = call!;
  expect(loaded).toEqual([]);
  expect(readOptions).toEqual(callOptions);
  expect({ ...loadOptions, stream: true }).toEqual(callOptions);
  expect(readTools).toEqual(callTools);
});

test.each(["ollama", "openai"] as const)(
  "on %s the first guest's prompt begins with what was read",
  async (provider) => {
    await start();
    const settings = { provider, host: server.url, baseUrl: `${server.url}/v1`, name };
    await warmed(settings);
    for await (const _ of languageModel(settings).stream(exampleRequest(), { signal }));
    const [read, call] = bodies()
      .slice(-2)
      .map(({ messages, tools }) => JSON.stringify([tools, messages]));
    const systemEnds =
      JSON.stringify([bodies().at(-1)?.tools, bodies().at(-1)?.messages.slice(0, 1)]).length - 2;
    expect(equalPrefixChars(read!, call!)).toBeGreaterThanOrEqual(systemEnds);
  },
);

test("the answer to it is not waited for: the server is free at its first piece", async () => {
  await start(() => ({ say: ["Yes", "."], fault: { kind: "stall", after: 1 } }));
  expect(await warmed({ provider: "ollama", host: server.url, name })).toHaveLength(2);
  await server.whenAborted(1);
});

test("a list of scripted replies is left whole for the guests", async () => {
  await start([{ say: "For a guest." }]);
  const settings = { provider: "ollama", host: server.url, name } as const;
  expect((await warmed(settings)).every(([ok]) => ok)).toBe(true);
  let text = "";
  for await (const chunk of languageModel(settings).stream(exampleRequest(), { signal }))
    if (chunk.type === "text") text += chunk.delta;
  expect(text).toBe("For a guest.");
});

test("a model that is not there is said in one line, not thrown", async () => {
  await start();
  expect(await warmed({ provider: "ollama", host: server.url, name: "qwen9" })).toEqual([
    [false, expect.stringMatching(/^qwen9 could not be warmed up: .*not found/)],
  ]);
});

test("stopped before it is warm, it ends at once and calls nothing a failure", async () => {
  await start(() => ({ say: "Yes.", fault: { kind: "stall", after: 0 } }));
  const stop = new AbortController();
  const warming = warmed({ provider: "ollama", host: server.url, name }, stop.signal);
  await server.whenAsked(2);
  stop.abort(new Error("the server stops"));
  expect((await warming).at(-1)).toEqual([true, "stopped before the model was warm"]);
});
