import { admission } from "./admission.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { exampleRequest } from "./example-request.ts";
import { languageModel } from "./language-model.ts";
import { metered } from "./metered.ts";
import { type Model, type ModelChunk, ModelError, type ModelRequest } from "./model.ts";
import { offlineModel } from "./offline.ts";
import { ollamaModel } from "./ollama.ts";
import { openAiModel } from "./openai.ts";
import type { Script } from "./scripted/script.ts";
import { scriptedModel } from "./scripted/scripted-model.ts";
import { startScriptedServer } from "./scripted/scripted-server.ts";

/*
 * What every model owes the agent, whichever adapter it stands behind. A new adapter is one more line in `adapters`; a case
 * that cannot apply to one is skipped with its reason in the title.
 */

interface Setup {
  model: Model;
  /** Resolve when the server has the request, and when it has seen that the client left. */
  serverHasRequest(): Promise<void>;
  serverSeesAbort(): Promise<void>;
  close(): Promise<void>;
}

interface Adapter {
  name: string;
  /** Where it is not the name. */
  provider?: string;
  setUp(script: Script): Promise<Setup>;
  /** Its answers cannot be scripted: only their form is checked. */
  writesItsOwn?: true;
  /** Case → why it does not apply. */
  skips: Partial<Record<Case, string>>;
}

const cases = [
  "text",
  "thinking",
  "tool call",
  "tool call on the last line",
  "abort before the first chunk",
  "abort in mid-stream",
  "left early",
  "server's error",
  "cut",
] as const;
type Case = (typeof cases)[number];

const noServer = { serverHasRequest: async () => {}, serverSeesAbort: async () => {}, close: async () => {} };

const adapters: Adapter[] = [
  {
    name: "ollama",
    skips: {},
    async setUp(script) {
      const server = await startScriptedServer({ script });
      return {
        model: ollamaModel({ host: server.url, name: "qwen3.5:4b" }),
        serverHasRequest: () => server.whenAsked(1),
        serverSeesAbort: () => server.whenAborted(1),
        close: server.close,
      };
    },
  },
  {
    name: "openai",
    skips: {},
    async setUp(script) {
      const server = await startScriptedServer({ script });
      return {
        model: openAiModel({ baseUrl: `${server.url}/v1`, name: "qwen3.5:4b" }),
        serverHasRequest: () => server.whenAsked(1),
        serverSeesAbort: () => server.whenAborted(1),
        close: server.close,
      };
    },
  },
  {
    name: "ollama within its budget, behind its circuit, its line and its meter",
    provider: "ollama",
    skips: {},
    async setUp(script) {
      const server = await startScriptedServer({ script });
      const model = languageModel({ provider: "ollama", host: server.url, name: "qwen3.5:4b" });
      const circuit = circuitBreaker(model, { clock: () => 0 });
      return {
        model: metered(admission(circuit, { callsMax: 1 }), () => {}),
        serverHasRequest: () => server.whenAsked(1),
        serverSeesAbort: () => server.whenAborted(1),
        close: server.close,
      };
    },
  },
  {
    name: "scripted",
    skips: {},
    setUp: async (script) => ({ model: scriptedModel(script), ...noServer }),
  },
  {
    name: "offline",
    writesItsOwn: true,
    skips: {
      thinking: "it does not reason in words",
      "tool call on the last line": "it has no lines",
      "abort before the first chunk":
        "it never waits; a call with an aborted signal is in the case of mid-stream",
      "server's error": "there is no server to fail",
      cut: "there is no stream to cut",
    },
    setUp: async () => ({ model: offlineModel(), ...noServer }),
  },
];

describe.each(adapters)("a model: $name", ({ setUp, skips, name, provider = name, writesItsOwn }) => {
  let setup: Setup;
  afterEach(() => setup?.close());

  const promise = (of: Case, title: string, prove: () => Promise<void>) =>
    skips[of] ? test.skip(`${title} — skipped: ${skips[of]}`, prove) : test(title, prove);
  const start = async (script: Script) => {
    setup = await setUp(script);
    return setup.model;
  };

  test("says its name and provider, and that it is well", async () => {
    const model = await start([]);
    expect(model).toMatchObject({ name: expect.any(String), provider });
    expect(await model.health()).toEqual({ ok: true, detail: expect.any(String) });
  });

  promise("text", "text comes in order and ends with exactly one done", async () => {
    const model = await start([{ say: ["You can ", "check in ", "until 22:00. ", "[[check-in-times#1]]"] }]);
    const chunks = await all(model);
    expect(chunks.map((chunk) => chunk.type)).toEqual([...chunks.slice(1).map(() => "text"), "done"]);
    if (!writesItsOwn) expect(textOf(chunks)).toBe("You can check in until 22:00. [[check-in-times#1]]");
    expect(textOf(chunks)).toMatch(/\S/);
  });

  promise("text", "usage and times are sane", async () => {
    const model = await start([{ say: "Until 22:00." }]);
    const done = (await all(model)).at(-1);
    if (done?.type !== "done") throw new Error("no done");
    const { promptTokens, replyTokens, firstChunkMs, totalMs } = done.usage;
    expect(Math.min(promptTokens, replyTokens, firstChunkMs)).toBeGreaterThanOrEqual(0);
    expect(totalMs).toBeGreaterThanOrEqual(firstChunkMs);
    expect(totalMs).toBeLessThan(10_000);
  });

  promise("thinking", "thinking is kept apart from text", async () => {
    const model = await start([{ think: "The article says 22:00.", say: "Until 22:00." }]);
    const chunks = await all(model);
    expect(textOf(chunks)).toBe("Until 22:00.");
    expect(chunks.flatMap((chunk) => (chunk.type === "thinking" ? chunk.delta : [])).join("")).toBe(
      "The article says 22:00.",
    );
  });

  promise("tool call", "a tool call comes whole and once", async () => {
    const model = await start([
      { calls: [{ name: "quote_cancellation", arguments: { bookingRef: "BK-204" } }] },
    ]);
    const chunks = await all(model, {
      messages: [{ role: "guest", text: "what do I get back if I cancel BK-204?" }],
    });
    expect(callsIn(chunks)).toEqual([{ name: "quote_cancellation", input: { bookingRef: "BK-204" } }]);
    expect(chunks.at(-1)?.type).toBe("done");
  });

  promise("tool call on the last line", "a tool call on the last line comes before done", async () => {
    const call = { name: "list_my_bookings", arguments: {} };
    const model = await start([{ say: "Let me look.", calls: [call, call], callsOnDone: true }]);
    const chunks = await all(model);
    expect(chunks.slice(-3).map((chunk) => chunk.type)).toEqual(["tool-call", "tool-call", "done"]);
    const ids = chunks.flatMap((chunk) => (chunk.type === "tool-call" ? chunk.call.id : []));
    expect(new Set(ids).size).toBe(2);
  });

  promise(
    "abort before the first chunk",
    "an abort before the first chunk frees the server and throws its reason",
    async () => {
      const model = await start([{ say: "never", fault: { kind: "stall", after: 0 } }]);
      const { abort, signal, reason } = aborter();
      const ended = all(model, {}, signal);
      await setup.serverHasRequest();
      abort();
      await expect(ended).rejects.toBe(reason);
      await within(1_000, setup.serverSeesAbort());
    },
  );

  promise(
    "abort in mid-stream",
    "an abort in mid-stream frees the server within a second and throws its reason",
    async () => {
      const model = await start([{ say: ["You ", "can ", "never"], fault: { kind: "stall", after: 2 } }]);
      const { abort, signal, reason } = aborter();
      const heard: ModelChunk[] = [];
      const listen = async () => {
        for await (const chunk of model.stream(exampleRequest(), { signal })) {
          heard.push(chunk);
          abort();
        }
      };
      await expect(listen()).rejects.toBe(reason);
      expect(heard).toHaveLength(1);
      await within(1_000, setup.serverSeesAbort());
    },
  );

  promise(
    "abort in mid-stream",
    "a call whose signal is already aborted throws the reason and yields nothing",
    async () => {
      const model = await start([{ say: "never" }]);
      const { abort, signal, reason } = aborter();
      abort();
      await expect(all(model, {}, signal)).rejects.toBe(reason);
    },
  );

  promise("left early", "a reader who leaves early frees the server within a second", async () => {
    const model = await start([{ say: ["You ", "can ", "never"], fault: { kind: "stall", after: 2 } }]);
    for await (const _ of model.stream(exampleRequest(), { signal: new AbortController().signal })) break;
    await within(1_000, setup.serverSeesAbort());
  });

  promise(
    "server's error",
    "a server's error is a ModelError with a code, before and after the first piece",
    async () => {
      const model = await start([
        { fault: { kind: "status", status: 503, words: "server busy, please try again" } },
        { fault: { kind: "status", status: 500, words: "XML syntax error on line 3: unexpected EOF" } },
        {
          say: "You can",
          fault: { kind: "error-line", after: 1, words: "model runner has unexpectedly stopped" },
        },
        { say: "You can", fault: { kind: "garbage-line", after: 1 } },
      ]);
      for (const code of ["overloaded", "malformed", "cut", "malformed"])
        expect(await failure(model)).toMatchObject({ code });
    },
  );

  promise("cut", "a stream without an end is cut, not finished", async () => {
    const model = await start([
      { say: "You can", fault: { kind: "no-done" } },
      { say: "You can", fault: { kind: "cut", after: 1 } },
    ]);
    for (let call = 0; call < 2; call++) expect(await failure(model)).toMatchObject({ code: "cut" });
  });
});

async function all(model: Model, changes: Partial<ModelRequest> = {}, signal = new AbortController().signal) {
  const chunks: ModelChunk[] = [];
  for await (const chunk of model.stream(exampleRequest(changes), { signal })) chunks.push(chunk);
  return chunks;
}

async function failure(model: Model): Promise<ModelError> {
  const error = await all(model).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
}

const textOf = (chunks: ModelChunk[]): string =>
  chunks.map((chunk) => (chunk.type === "text" ? chunk.delta : "")).join("");

const callsIn = (chunks: ModelChunk[]) =>
  chunks.flatMap((chunk) =>
    chunk.type === "tool-call"
      ? [{ name: chunk.call.name, input: JSON.parse(chunk.call.argumentsJson) }]
      : [],
  );

function aborter() {
  const controller = new AbortController();
  const reason = new Error("the guest pressed stop");
  return { signal: controller.signal, reason, abort: () => controller.abort(reason) };
}

/** Fails when it takes longer. */
async function within(ms: number, what: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms`)), ms);
  });
  await Promise.race([what, late]).finally(() => clearTimeout(timer));
}
