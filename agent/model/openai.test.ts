import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as limits from "../limits.ts";
import { exampleRequest, quoteCancellation } from "./example-request.ts";
import type { ModelChunk, ModelError } from "./model.ts";
import { openAiModel } from "./openai.ts";
import { probeOpenAi } from "./openai-probe.ts";
import type { Script, ScriptedReply } from "./scripted/script.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted/scripted-server.ts";
import { servedContextTokens } from "./scripted/server/openai-routes.ts";

const name = "Qwen/Qwen3.5-9B";
const models = [{ name, capabilities: ["completion", "tools"] }];
let close: (() => Promise<unknown>) | undefined;
afterEach(() => close?.());

let server: ScriptedServer;
const start = async (script: Script, settings: { apiKey?: string } = {}) => {
  server = await startScriptedServer({ script, models, ...settings });
  close = server.close;
  return `${server.url}/v1`;
};

/** A server that answers a chat with these events, word for word. */
const startRaw = async (...events: (object | string)[]) => {
  const raw = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(events.map((e) => (typeof e === "string" ? e : `data: ${JSON.stringify(e)}\n\n`)).join(""));
  }).listen(0, "127.0.0.1");
  await once(raw, "listening");
  close = async () => raw.close();
  return `http://127.0.0.1:${(raw.address() as AddressInfo).port}/v1`;
};
const delta = (change: object, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta: change, finish_reason }],
});
const done = "data: [DONE]\n\n";

async function all(model: ReturnType<typeof openAiModel>, request = exampleRequest()) {
  const chunks: ModelChunk[] = [];
  for await (const chunk of model.stream(request, { signal: new AbortController().signal }))
    chunks.push(chunk);
  return chunks;
}
const failure = (model: ReturnType<typeof openAiModel>): Promise<ModelError> =>
  all(model).then(
    () => Promise.reject(new Error("it did not fail")),
    (error) => error,
  );
const callsIn = (chunks: ModelChunk[]) =>
  chunks.flatMap((chunk) =>
    chunk.type === "tool-call" ? [[chunk.call.name, chunk.call.argumentsJson]] : [],
  );

describe("what is sent", () => {
  test("sampling as Qwen's cards advise, the length, and the wish for usage", async () => {
    const baseUrl = await start([{ say: "Yes.", again: true }]);
    await all(openAiModel({ baseUrl, name }));
    await all(openAiModel({ baseUrl: `${baseUrl}/`, name, think: true, replyTokensMax: 2_048 }));
    expect(server.requests.map((request) => request.path)).toEqual(Array(2).fill("/v1/chat/completions"));
    expect(server.requests[0]?.body).toMatchObject({
      model: name,
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: limits.replyTokensMax,
      ...{ temperature: 0.7, top_p: 0.8, top_k: 20, min_p: 0 },
      chat_template_kwargs: { enable_thinking: false },
    });
    expect(server.requests[1]?.body).toMatchObject({
      max_tokens: 2_048,
      ...{ temperature: 1, top_p: 0.95, top_k: 20, min_p: 0 },
      chat_template_kwargs: { enable_thinking: true },
    });
  });

  test("tools are strict, and every object of their schema is closed", async () => {
    const baseUrl = await start([{ say: "Yes." }]);
    const nested = {
      ...quoteCancellation,
      inputSchema: {
        type: "object",
        properties: { who: { type: "array", items: { type: "object", properties: { properties: {} } } } },
      },
    };
    await all(openAiModel({ baseUrl, name }), exampleRequest({ tools: [nested] }));
    expect(server.requests[0]?.body).toHaveProperty("tools", [
      {
        type: "function",
        function: {
          name: nested.name,
          description: nested.description,
          strict: true,
          parameters: {
            type: "object",
            additionalProperties: false,
            properties: {
              who: {
                type: "array",
                items: { type: "object", properties: { properties: {} }, additionalProperties: false },
              },
            },
          },
        },
      },
    ]);
  });

  test("a call goes back with its reasoning and its arguments as text, and its result under the same id", async () => {
    const baseUrl = await start([{ say: "€312.00." }]);
    const call = { id: "call_1", name: "quote_cancellation", argumentsJson: '{"bookingRef":"BK-204"}' };
    await all(
      openAiModel({ baseUrl, name }),
      exampleRequest({
        messages: [
          { role: "guest", text: "What do I get back?" },
          { role: "agent", text: "", thinking: "I must look.", toolCalls: [call] },
          { role: "tool", toolCallId: "call_1", name: call.name, ok: true, text: "31200", result: null },
        ],
      }),
    );
    const { messages = [] } = (server.requests[0]?.body ?? {}) as { messages?: object[] };
    expect(messages.slice(-2)).toEqual([
      {
        role: "assistant",
        content: "",
        reasoning_content: "I must look.",
        tool_calls: [
          { id: "call_1", type: "function", function: { name: call.name, arguments: call.argumentsJson } },
        ],
      },
      { role: "tool", content: "31200", tool_call_id: "call_1" },
    ]);
  });
});

describe("what is read", () => {
  test("the deltas of several calls are joined by index, whatever order they come in", async () => {
    const baseUrl = await startRaw(
      delta({ role: "assistant", content: "" }),
      delta({
        tool_calls: [
          { index: 0, id: "a", type: "function", function: { name: "get_booking", arguments: "" } },
        ],
      }),
      delta({
        tool_calls: [{ index: 1, id: "b", function: { name: "refund_status", arguments: '{"ref"' } }],
      }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '{"ref":' } }] }),
      delta({
        tool_calls: [
          { index: 0, function: { arguments: '"BK-1"}' } },
          { index: 1, function: { arguments: ':"à"}' } },
        ],
      }),
      delta({}, "tool_calls"),
      done,
    );
    expect(callsIn(await all(openAiModel({ baseUrl, name })))).toEqual([
      ["get_booking", '{"ref":"BK-1"}'],
      ["refund_status", '{"ref":"à"}'],
    ]);
  });

  test("calls that all have the index 0 are told apart by their ids, and one sent twice counts once", async () => {
    const whole = (id: string) =>
      delta({ tool_calls: [{ index: 0, id, function: { name: "list_my_bookings", arguments: "" } }] });
    const baseUrl = await startRaw(whole("a"), whole("b"), whole("a"), delta({}, "tool_calls"), done);
    const chunks = await all(openAiModel({ baseUrl, name }));
    expect(callsIn(chunks)).toEqual(Array(2).fill(["list_my_bookings", "{}"]));
  });

  test("a call that a length cut in two is handed over as it was written", async () => {
    const call = { index: 0, id: "a", function: { name: "get_booking", arguments: '{"ref":"BK-' } };
    const baseUrl = await startRaw(delta({ tool_calls: [call] }), delta({}, "length"), done);
    const chunks = await all(openAiModel({ baseUrl, name }));
    expect(callsIn(chunks)).toEqual([["get_booking", '{"ref":"BK-']]);
    expect(chunks.at(-1)).toMatchObject({ usage: { lengthReached: true } });
  });

  test.each(["reasoning", "reasoning_content"])("%s is thinking", async (field) => {
    const baseUrl = await startRaw(
      delta({ [field]: "hm" }),
      delta({ content: "Until 22:00." }),
      delta({}, "stop"),
      done,
    );
    expect((await all(openAiModel({ baseUrl, name }))).slice(0, -1)).toEqual([
      { type: "thinking", delta: "hm" },
      { type: "text", delta: "Until 22:00." },
    ]);
  });

  test("text of events that came together is one chunk, and is told before an event that fails", async () => {
    const words = ["One ", "moment", "."].map((content) => delta({ content }));
    const baseUrl = await startRaw(...words, "data: {\n\n");
    const chunks: ModelChunk[] = [];
    const { signal } = new AbortController();
    const read = async () => {
      for await (const chunk of openAiModel({ baseUrl, name }).stream(exampleRequest(), { signal }))
        chunks.push(chunk);
    };
    await expect(read()).rejects.toMatchObject({ code: "malformed" });
    expect(chunks).toEqual([{ type: "text", delta: "One moment." }]);
  });

  test("the server's counts are the usage", async () => {
    const baseUrl = await start([{ say: "Until", usage: { promptTokens: 812, replyTokens: 64 } }]);
    expect((await all(openAiModel({ baseUrl, name }))).at(-1)).toMatchObject({
      usage: { promptTokens: 812, replyTokens: 64 },
    });
  });

  test.each([
    ["a finish reason but no [DONE]", [delta({ content: "You can" }), delta({}, "stop")], "cut"],
    ["[DONE] but no finish reason", [delta({ content: "You can" }), done], "cut"],
    ["a stream that the server aborted", [delta({ content: "You can" }), delta({}, "abort"), done], "cut"],
    ["half an event at the end", [delta({ content: "You can" }), 'data: {"choi'], "cut"],
    ["an event of another shape", [{ hello: "world" }, done], "malformed"],
    ["an event without an end", [`data: ${"x".repeat(limits.streamLineCharsMax + 1)}`], "malformed"],
    ["the older shape of an error", [{ object: "error", message: "engine died", code: 500 }, done], "cut"],
  ])("%s", async (_, events, code) => {
    const baseUrl = await startRaw(...events);
    expect(await failure(openAiModel({ baseUrl, name }))).toMatchObject({ name: "ModelError", code });
  });
});

describe("limits", () => {
  test.each([
    ["first-token-timeout", { firstTokenMsMax: 200 }, 0],
    ["idle-timeout", { idleMsMax: 200 }, 1],
    ["total-timeout", { totalMsMax: 200 }, 1],
  ])("a server that stalls meets the %s, and is freed", async (code, bound, after) => {
    const stall: ScriptedReply = { say: "You can", fault: { kind: "stall", after } };
    const baseUrl = await start([{ say: "A call before, so that the stall is all that takes time." }, stall]);
    await all(openAiModel({ baseUrl, name }));
    expect(await failure(openAiModel({ baseUrl, name, ...bound }))).toMatchObject({ code });
    await server.whenAborted(1);
  });

  test("comments that keep the connection open are not tokens", async () => {
    const pinging = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify(delta({ content: "You" }))}\n\n`);
      const ping = setInterval(() => response.write(": ping\n\n"), 20);
      response.once("close", () => clearInterval(ping));
    }).listen(0, "127.0.0.1");
    await once(pinging, "listening");
    close = async () => pinging.close();
    const baseUrl = `http://127.0.0.1:${(pinging.address() as AddressInfo).port}/v1`;
    expect(await failure(openAiModel({ baseUrl, name, idleMsMax: 200, totalMsMax: 5_000 }))).toMatchObject({
      code: "idle-timeout",
    });
  });
});

describe("errors", () => {
  test.each([
    ["overloaded", 503, "The server is busy"],
    ["overloaded", 429, "Too many requests"],
    ["unreachable", 502, "Bad gateway"],
    ["refused", 400, "This model's maximum context length is 8192 tokens. However, you requested 9000"],
    ["refused", 400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser'],
    ["cut", 500, "EngineCore encountered an issue"],
  ])("%s: %d %s", async (code, status, words) => {
    const baseUrl = await start([{ fault: { kind: "status", status, words } }]);
    const error = await failure(openAiModel({ baseUrl, name }));
    expect(error).toMatchObject({ code, message: `The model server answered ${status}: ${words}` });
  });

  test("a model that is not served, and nobody at the address", async () => {
    const baseUrl = await start([]);
    expect(await failure(openAiModel({ baseUrl, name: "qwen9" }))).toMatchObject({ code: "no-such-model" });
    await server.close();
    close = undefined;
    expect(await failure(openAiModel({ baseUrl, name }))).toMatchObject({ code: "unreachable" });
  });

  test("the key opens the server, and stands in no error, not even when the server repeats it", async () => {
    const baseUrl = await start(
      [{ say: "Yes." }, { fault: { kind: "status", status: 500, words: "by sk-secret" } }],
      {
        apiKey: "sk-secret",
      },
    );
    expect((await all(openAiModel({ baseUrl, name, apiKey: "sk-secret" }))).at(-1)?.type).toBe("done");
    const repeated = await failure(openAiModel({ baseUrl, name, apiKey: "sk-secret" }));
    expect(repeated.message).toBe("The model server answered 500: by (the key)");
    expect(repeated.cause).toBeUndefined();
    expect(await failure(openAiModel({ baseUrl, name, apiKey: "sk-wrong" }))).toMatchObject({
      code: "refused",
      message: "The model server answered 401: Unauthorized",
    });
  });
});

test("the probe tells what is served, and health follows it", async () => {
  const baseUrl = await start([]);
  expect(await probeOpenAi({ baseUrl, name })).toEqual({
    reachable: true,
    hasModel: true,
    models: [name],
    contextTokens: servedContextTokens,
    failure: "",
  });
  expect(await openAiModel({ baseUrl, name }).health()).toEqual({
    ok: true,
    detail: `${name} at ${baseUrl}`,
  });
  expect(await openAiModel({ baseUrl, name: "qwen9" }).health()).toMatchObject({ ok: false });
  expect(await probeOpenAi({ baseUrl: server.url, name })).toMatchObject({
    reachable: false,
    failure: "The model server answered 404: 404 page not found",
  });
});
