import { exampleRequest } from "./example-request.ts";
import { languageModel } from "./language-model.ts";
import type { ModelRequest } from "./model.ts";
import { answerFormat } from "./repair/answer-format.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted/scripted-server.ts";

/* What decides how Qwen writes is looked for where it counts: in the body that the server receives. */

let server: ScriptedServer;
afterEach(() => server?.close());
type Body = Record<string, unknown> & { options?: Record<string, unknown> };

async function sent(
  provider: "ollama" | "openai",
  {
    name = "qwen3.5:4b",
    think = false,
    ...changes
  }: { name?: string; think?: boolean } & Partial<ModelRequest>,
): Promise<Body> {
  const models = [{ name, capabilities: ["completion", "tools", "thinking"] }];
  server = await startScriptedServer({ script: [{ say: "Yes." }], models });
  const model = languageModel({ provider, host: server.url, baseUrl: `${server.url}/v1`, name, think });
  const { signal } = new AbortController();
  for await (const _ of model.stream(exampleRequest(changes), { signal }));
  return server.requests[0]?.body as Body;
}

/** Ollama takes the sampling among its options, the others beside the messages. */
const samplingIn = (body: Body) => {
  const { temperature, top_p, top_k, min_p, presence_penalty } = (body.options ?? body) as Body;
  return { temperature, top_p, top_k, min_p, presence_penalty };
};
const thinkIn = ({ think, chat_template_kwargs }: Body) =>
  think ?? (chat_template_kwargs as { enable_thinking: boolean }).enable_thinking;

const instruct = { temperature: 0.7, top_p: 0.8, top_k: 20, min_p: 0 };
const thinking = { temperature: 0.6, top_p: 0.95, top_k: 20, min_p: 0 };
const families: [name: string, thinksAt: number][] = [
  ["qwen3:8b", 0.6],
  ["qwen3:30b-a3b-instruct-2507", 0.6],
  ["Qwen/Qwen3-8B", 0.6],
  ["qwen3.5:4b", 1],
  ["qwen3.6:27b", 1],
  ["Qwen/Qwen3.6-35B-A3B", 1],
  ["qwen3.8:27b", 1],
];

describe.each(["ollama", "openai"] as const)("on %s", (provider) => {
  test.each(families)("%s is sampled as its card advises, thinking and not", async (name, temperature) => {
    const plain = await sent(provider, { name });
    expect([thinkIn(plain), samplingIn(plain)]).toEqual([false, instruct]);
    await server.close();
    const thoughtful = await sent(provider, { name, think: true });
    expect([thinkIn(thoughtful), samplingIn(thoughtful)]).toEqual([true, { ...thinking, temperature }]);
  });

  test("asked once more, the sampling is another one and the rest is the same", async () => {
    const plain = await sent(provider, {});
    await server.close();
    const varied = await sent(provider, { sampling: "varied" });
    expect(samplingIn(varied)).toEqual({ ...instruct, temperature: 0.9, presence_penalty: 1.5 });
    const { options: _o, ...one } = plain;
    const { options: _p, ...other } = varied;
    expect(Object.keys(other).filter((key) => key !== "presence_penalty")).toEqual(Object.keys(one));
  });

  test("a format is sent whole, and without tools; without one none is sent", async () => {
    const format = answerFormat(exampleRequest().tools);
    const held = await sent(provider, { format, tools: [] });
    await server.close();
    const free = await sent(provider, {});
    const name = provider === "ollama" ? "format" : "response_format";
    expect(held[name]).toEqual(
      provider === "ollama"
        ? format
        : { type: "json_schema", json_schema: { name: "reply", schema: format } },
    );
    expect(held).not.toHaveProperty("tools");
    expect(free).not.toHaveProperty(name);
  });
});

test("a reply of a model that thinks first may be longer, on both", async () => {
  expect((await sent("ollama", { think: true })).options).toMatchObject({ num_predict: 4_096 });
  await server.close();
  expect(await sent("openai", { think: true })).toMatchObject({ max_tokens: 4_096 });
});
