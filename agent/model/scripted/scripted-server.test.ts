import { Ollama } from "ollama";
import { exampleRequest } from "../example-request.ts";
import type { ModelChunk } from "../model.ts";
import { piecesOf, type Script, type ScriptedReply } from "./script.ts";
import { scriptedModel } from "./scripted-model.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

const name = "qwen3.5:4b";
let server: ScriptedServer;
const start = async (script: Script) => {
  server = await startScriptedServer({ script });
  return server.url;
};
afterEach(() => server?.close());

const post = (path: string, body: object) =>
  fetch(`${server.url}${path}`, { method: "POST", body: JSON.stringify(body) });
const chat = async (content: string, last = "user") => {
  const messages = [{ role: "user", content }, ...(last === "user" ? [] : [{ role: last, content: "{}" }])];
  const response = await post("/api/chat", { model: name, messages });
  const lines = (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { status: response.status, lines, text: lines.map((line) => line.message?.content).join("") };
};

test("a chat is a JSON object a line, as Ollama's API documents it", async () => {
  await start([
    { think: "Hm.", say: "Until 22:00.", calls: [{ name: "get_booking", arguments: { ref: "BK-204" } }] },
  ]);
  const { lines } = await chat("How late?");
  expect(lines.slice(0, -1).map((line) => line.message)).toEqual([
    { role: "assistant", content: "", thinking: "Hm." },
    { role: "assistant", content: "Until" },
    { role: "assistant", content: " 22:00." },
    {
      role: "assistant",
      content: "",
      tool_calls: [
        { id: "call_1", function: { index: 0, name: "get_booking", arguments: { ref: "BK-204" } } },
      ],
    },
  ]);
  expect(lines.at(-1)).toMatchObject({
    model: name,
    done: true,
    done_reason: "stop",
    prompt_eval_count: expect.any(Number),
    eval_count: 4,
    total_duration: expect.any(Number),
  });
});

test("the same script under /v1 is OpenAI's chat stream: a role, deltas, a reason, the usage, [DONE]", async () => {
  await start([
    { think: "Hm.", say: "One moment.", calls: [{ name: "get_booking", arguments: { ref: "BK-204" } }] },
  ]);
  const messages = [{ role: "user", content: "How late?" }];
  const response = await post("/v1/chat/completions", {
    model: name,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const events = (await response.text()).trim().split("\n\n");
  expect(events.pop()).toBe("data: [DONE]");
  const parsed = events.map((event) => JSON.parse(event.replace("data: ", "")));
  expect(parsed.pop()).toMatchObject({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } });
  expect(parsed.pop().choices).toEqual([{ index: 0, delta: {}, finish_reason: "tool_calls" }]);
  const deltas = parsed.map((event) => event.choices[0].delta);
  expect(deltas.slice(0, 5)).toEqual([
    { role: "assistant", content: "" },
    { reasoning_content: "Hm." },
    { content: "One" },
    { content: " moment." },
    {
      tool_calls: [
        {
          index: 0,
          id: "chatcmpl-tool-1",
          type: "function",
          function: { name: "get_booking", arguments: "" },
        },
      ],
    },
  ]);
  const pieces = deltas.slice(5).map((delta) => delta.tool_calls[0].function.arguments);
  expect(pieces.length).toBeGreaterThan(2);
  expect(JSON.parse(pieces.join(""))).toEqual({ ref: "BK-204" });
});

test("under /v1 it lists its models, and refuses as vLLM does", async () => {
  await start([]);
  expect(await (await fetch(`${server.url}/v1/models`)).json()).toMatchObject({
    data: [{ id: name, max_model_len: expect.any(Number) }],
  });
  const unknown = await post("/v1/chat/completions", { model: "qwen9", messages: [] });
  expect([unknown.status, await unknown.json()]).toEqual([
    404,
    {
      error: {
        message: "The model `qwen9` does not exist.",
        type: "BadRequestError",
        param: null,
        code: 404,
      },
    },
  ]);
});

test("the ollama client finds in it what it expects of a server", async () => {
  const client = new Ollama({ host: await start([]) });
  expect(await client.version()).toEqual({ version: "0.21.0" });
  expect((await client.list()).models[0]).toMatchObject({ name, details: { family: "qwen3" } });
  expect((await client.show({ model: name })).capabilities).toContain("tools");
  expect((await client.ps()).models).toEqual([]);
  expect(await client.generate({ model: name, prompt: "" })).toMatchObject({
    done: true,
    done_reason: "load",
  });
  expect((await client.ps()).models[0]).toMatchObject({ name, context_length: 4_096 });
});

test("what it does not know it refuses as Ollama does", async () => {
  await start([]);
  expect((await post("/api/chat", { model: "qwen9" })).status).toBe(404);
  expect((await post("/api/pull", { model: name })).status).toBe(404);
  expect((await fetch(`${server.url}/api/chat`, { method: "POST", body: "{" })).status).toBe(400);
  expect((await chat("Hi")).lines[0].error).toContain("no reply left for: Hi");
});

describe("which reply is used", () => {
  test("the next one whose conditions hold, each once", async () => {
    await start([
      { when: /cancel/, answering: "guest", say: "calling" },
      { when: /cancel/, answering: "tool", say: "called" },
      { say: "hello" },
      { say: "always", again: true },
    ]);
    const said: string[] = [];
    for (const [content, last] of [
      ["cancel", "tool"],
      ["cancel", "user"],
      ["x"],
      ["cancel", "tool"],
      ["x"],
    ] as const)
      said.push((await chat(content, last)).text);
    expect(said).toEqual(["called", "calling", "hello", "always", "always"]);
  });

  test("the guest's words decide, not the passages around them", async () => {
    await start([{ when: /cancel/, say: "wrong" }, { say: "right" }]);
    const content = "<context>\nHow to cancel\n</context>\n\n<guest_message>\nHello\n</guest_message>";
    expect((await chat(content)).text).toBe("right");
  });

  test("a function decides from what the model was shown", async () => {
    await start(
      ({ callIndex, guestText, lastRole }): ScriptedReply => ({
        say: `${callIndex} ${guestText} ${lastRole}`,
      }),
    );
    expect((await chat("Hi")).text).toBe("0 Hi guest");
    expect((await chat("Ho", "tool")).text).toBe("1 Ho tool");
  });
});

test("it records what it was asked, and who left", async () => {
  await start([{ say: "one two", fault: { kind: "stall", after: 1 } }]);
  const left = new AbortController();
  const body = { model: name, messages: [{ role: "user", content: "Hi" }] };
  const response = await fetch(`${server.url}/api/chat`, {
    method: "POST",
    body: JSON.stringify(body),
    signal: left.signal,
  });
  expect(response.status).toBe(200);
  expect(server.aborted).toBe(0);
  left.abort();
  await server.whenAborted(1);
  expect(server.requests).toEqual([{ path: "/api/chat", body, aborted: true }]);
});

test("a text is cut into words that join to the same text", () => {
  const say = "  Until 22:00.\n\n- or later \n";
  expect(
    piecesOf({ say })
      .map((piece) => (piece.type === "text" ? piece.delta : ""))
      .join(""),
  ).toBe(say);
});

describe("the same script in process", () => {
  const play = async (script: Script, words: string[]) => {
    const model = scriptedModel(script, { name: "double" });
    const chunks: ModelChunk[] = [];
    for (const text of words)
      for await (const chunk of model.stream(exampleRequest({ messages: [{ role: "guest", text }] }), {
        signal: new AbortController().signal,
      }))
        chunks.push(chunk);
    return { model, chunks };
  };

  test("calls have the same ids in every run, and no two the same", async () => {
    const script = [
      {
        calls: [
          { name: "a", arguments: {} },
          { name: "b", arguments: "{" },
        ],
      },
      { calls: [{ name: "a", arguments: {} }] },
    ];
    const runs = [await play(script, ["x", "y"]), await play(script, ["x", "y"])];
    const calls = runs.map(({ chunks }) =>
      chunks.flatMap((chunk) => (chunk.type === "tool-call" ? chunk.call : [])),
    );
    expect(calls[0]).toEqual(calls[1]);
    expect(new Set(calls[0]?.map((call) => call.id)).size).toBe(3);
    expect(calls[0]?.[1]?.argumentsJson).toBe("{");
  });

  test("requests are kept as they were, whatever becomes of them after", async () => {
    const model = scriptedModel([{ say: "Hi" }]);
    const request = exampleRequest();
    for await (const _ of model.stream(request, { signal: new AbortController().signal }))
      request.messages.length = 0;
    expect(model.requests[0]?.messages).toHaveLength(1);
  });

  test("a script with no reply left refuses with the words it had none for", async () => {
    await expect(play([], ["Where is my money?"])).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("Where is my money?"),
    });
  });
});
