import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import * as limits from "../limits.ts";
import { exampleRequest } from "./example-request.ts";
import type { ModelChunk } from "./model.ts";
import { ollamaModel } from "./ollama.ts";
import { probeOllama } from "./ollama-probe.ts";
import type { Script, ScriptedReply } from "./scripted/script.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted/scripted-server.ts";

const name = "qwen3.5:4b";
let server: ScriptedServer;
const start = async (script: Script, settings: Partial<Parameters<typeof startScriptedServer>[0]> = {}) => {
  server = await startScriptedServer({ script, ...settings });
  return server.url;
};
afterEach(() => server?.close());

async function all(model: ReturnType<typeof ollamaModel>, request = exampleRequest()) {
  const chunks: ModelChunk[] = [];
  for await (const chunk of model.stream(request, { signal: new AbortController().signal }))
    chunks.push(chunk);
  return chunks;
}

describe("what is sent", () => {
  test("every option that Ollama would otherwise choose itself is sent every time", async () => {
    const host = await start([{ say: "Yes.", again: true }]);
    await all(ollamaModel({ host, name }));
    await all(
      ollamaModel({ host, name }),
      exampleRequest({ tools: [], messages: [{ role: "guest", text: "Hi" }] }),
    );
    const unchanging = {
      model: name,
      stream: true,
      think: false,
      keep_alive: limits.modelKeepAliveSeconds,
      truncate: false,
      shift: false,
      options: {
        num_ctx: limits.contextTokens,
        num_predict: limits.replyTokensMax,
        temperature: 0.7,
        top_p: 0.8,
        top_k: 20,
        min_p: 0,
      },
    };
    for (const { path, body } of server.requests) {
      expect(path).toBe("/api/chat");
      expect(body).toMatchObject(unchanging);
    }
    expect(server.requests[0]?.body).toHaveProperty("tools.length", 2);
    expect(server.requests[1]?.body).not.toHaveProperty("tools");
  });

  test.each([
    ["qwen3:8b", 0.6],
    ["qwen3.5:9b", 1],
    ["qwen3.6:27b", 1],
  ])("thinking, %s samples at temperature %d", async (thinker, temperature) => {
    const host = await start([{ say: "Yes." }], {
      models: [{ name: thinker, capabilities: ["completion", "tools"] }],
    });
    await all(
      ollamaModel({
        host,
        name: thinker,
        think: true,
        contextTokens: 16_384,
        replyTokensMax: 2_048,
        keepAlive: "5m",
      }),
    );
    expect(server.requests[0]?.body).toMatchObject({
      think: true,
      keep_alive: "5m",
      options: { temperature, top_p: 0.95, top_k: 20, min_p: 0, num_ctx: 16_384, num_predict: 2_048 },
    });
  });
});

describe("what is read", () => {
  test("thinking left in the content is not text", async () => {
    const host = await start([{ say: ["<thi", "nk>hm", "</think>", "\n\nUntil ", "22:00."] }]);
    const chunks = await all(ollamaModel({ host, name }));
    expect(chunks.slice(0, -1)).toEqual([
      { type: "thinking", delta: "hm" },
      { type: "text", delta: "Until 22:00." },
    ]);
  });

  test("arguments are what the model wrote, also when a server sends them as text", async () => {
    const given = [{ bookingRef: "BK-204", note: "à 8 h <b>" }, '{"bookingRef": "BK-2', {}, null];
    const host = await start([
      { calls: given.map((value) => ({ name: "quote_cancellation", arguments: value })) },
    ]);
    const chunks = await all(ollamaModel({ host, name }));
    expect(chunks.flatMap((chunk) => (chunk.type === "tool-call" ? chunk.call.argumentsJson : []))).toEqual([
      JSON.stringify(given[0]),
      given[1],
      "{}",
      "{}",
    ]);
  });

  test("a call that a server sends twice is one call", async () => {
    const call = { id: "call_x1", name: "list_my_bookings", arguments: {} };
    const host = await start([{ calls: [call, call, { ...call, id: "call_x2" }] }]);
    const chunks = await all(ollamaModel({ host, name }));
    expect(chunks.map((chunk) => chunk.type)).toEqual(["tool-call", "tool-call", "done"]);
  });

  test("text that ends like the beginning of a tag is not lost", async () => {
    const host = await start([{ say: ["2 ", "<"] }]);
    expect((await all(ollamaModel({ host, name })))[1]).toEqual({ type: "text", delta: "<" });
  });

  test("the server's counts and durations are the usage, and a reply ended by its length says so", async () => {
    const host = await start([
      { say: "Until", lengthReached: true, usage: { promptTokens: 812, replyTokens: 64 } },
    ]);
    const done = (await all(ollamaModel({ host, name }))).at(-1);
    expect(done).toMatchObject({
      type: "done",
      usage: {
        promptTokens: 812,
        replyTokens: 64,
        lengthReached: true,
        loadMs: 20,
        promptMs: 20,
        replyMs: 1_280,
      },
    });
  });

  test("two calls of one model at once do not disturb each other", async () => {
    const host = await start([
      { when: /stall/, say: ["one ", "two"], fault: { kind: "stall", after: 1 } },
      { when: /answer/, say: "Until 22:00." },
    ]);
    const model = ollamaModel({ host, name });
    const first = new AbortController();
    const stalled = model.stream(exampleRequest({ messages: [{ role: "guest", text: "stall" }] }), {
      signal: first.signal,
    });
    const reader = stalled[Symbol.asyncIterator]();
    expect((await reader.next()).value).toEqual({ type: "text", delta: "one " });
    const waiting = reader.next();
    const second = all(model, exampleRequest({ messages: [{ role: "guest", text: "answer" }] }));
    first.abort(new Error("stop the first"));
    await expect(waiting).rejects.toThrow("stop the first");
    expect((await second).at(-1)?.type).toBe("done");
  });
});

describe("limits", () => {
  test.each([
    ["first-token-timeout", { firstTokenMsMax: 200 }, 0],
    ["idle-timeout", { idleMsMax: 200 }, 1],
    ["total-timeout", { totalMsMax: 200 }, 1],
  ])("a server that stalls meets the %s, and is freed", async (code, bound, after) => {
    const stall: ScriptedReply = { say: "You can", fault: { kind: "stall", after } };
    const host = await start([{ say: "A call before, so that the stall is all that takes time." }, stall]);
    await all(ollamaModel({ host, name }));
    await expect(all(ollamaModel({ host, name, ...bound }))).rejects.toMatchObject({
      name: "ModelError",
      code,
    });
    await server.whenAborted(1);
  });

  test("a slow reader is not a silent server", async () => {
    const host = await start([{ say: "one two three", pieceMs: 5 }]);
    const heard: string[] = [];
    for await (const chunk of ollamaModel({ host, name, idleMsMax: 100 }).stream(exampleRequest(), {
      signal: new AbortController().signal,
    })) {
      heard.push(chunk.type);
      const until = performance.now() + 150;
      while (performance.now() < until) await new Promise(setImmediate);
    }
    expect(heard.at(-1)).toBe("done");
  });

  test("pieces that keep coming outlive the limits on silence", async () => {
    const host = await start([{ say: "one two three four five six", pieceMs: 100 }]);
    expect((await all(ollamaModel({ host, name, idleMsMax: 400, firstTokenMsMax: 400 }))).at(-1)?.type).toBe(
      "done",
    );
  });
});

describe("errors", () => {
  const status = (code: number, words: string): Script => [
    { fault: { kind: "status", status: code, words } },
  ];

  test.each([
    ["overloaded", status(503, "server busy, please try again.  maximum pending requests exceeded")],
    ["unreachable", status(502, "<html>Bad gateway</html>")],
    ["malformed", status(500, "XML syntax error on line 4: element <parameter> closed by </function>")],
    ["malformed", status(500, 'llama-server returned invalid tool call arguments for "get_booking"')],
    ["refused", status(400, "the prompt is longer than the context length currently available to the model")],
    ["refused", status(500, "model requires more system memory (9.1 GiB) than is available (7.6 GiB)")],
    ["cut", status(500, "model runner has unexpectedly stopped, this may be due to resource limitations")],
  ])("%s: %j", async (code, script) => {
    const host = await start(script);
    await expect(all(ollamaModel({ host, name }))).rejects.toMatchObject({ name: "ModelError", code });
  });

  test("a model that is not there, and one without tools", async () => {
    const host = await start([], { models: [{ name, capabilities: ["completion"] }] });
    await expect(all(ollamaModel({ host, name: "qwen9:1b" }))).rejects.toMatchObject({
      code: "no-such-model",
    });
    await expect(all(ollamaModel({ host, name }))).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("does not support tools"),
    });
  });

  test("nobody at the address", async () => {
    const host = await start([]);
    await server.close();
    await expect(all(ollamaModel({ host, name }))).rejects.toMatchObject({ code: "unreachable" });
    server = await startScriptedServer({ script: [] });
  });
});

describe("the probe", () => {
  test("tells what is there", async () => {
    const host = await start([], {
      models: [{ name, capabilities: ["completion", "tools"] }],
      version: "0.21.3",
    });
    expect(await probeOllama({ host, name })).toEqual({
      reachable: true,
      version: "0.21.3",
      shown: { capabilities: ["completion", "tools"], contextTokensMax: 262_144, parser: "" },
      loaded: null,
      models: [name],
      failure: "",
    });
    expect(await probeOllama({ host, name: "qwen3:8b" })).toMatchObject({ reachable: true, shown: null });
    expect(await ollamaModel({ host, name: "qwen3:8b" }).health()).toMatchObject({ ok: false });
  });

  test("something else than Ollama at the address is not Ollama", async () => {
    const other = createHttpServer((_, response) => response.end("<html>Hello</html>")).listen(
      0,
      "127.0.0.1",
    );
    await once(other, "listening");
    const host = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    expect(await probeOllama({ host, name })).toMatchObject({
      reachable: false,
      failure: "What answers there is not Ollama",
    });
    other.close();
  });

  test("does not wait longer than its bound for something that never answers", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const host = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const started = performance.now();
    const found = await probeOllama({ host, name });
    expect(found).toMatchObject({ reachable: false, failure: expect.stringContaining("No answer") });
    expect(performance.now() - started).toBeLessThan(limits.modelHealthMsMax + 1_000);
    silent.close();
  });
});
