import { exampleRequest } from "../example-request.ts";
import type { ModelChunk } from "../model.ts";
import { ollamaModel } from "../ollama.ts";
import { openAiModel } from "../openai.ts";
import { type Malformation, malformedReply } from "./malformed-call.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

let server: ScriptedServer;
afterEach(() => server?.close());

const call = { name: "cancel_booking", arguments: { bookingRef: "BK-204", nights: 4 } };
const wire = {
  ollama: () => ollamaModel({ host: server.url, name: "qwen3.5:4b" }),
  openai: () => openAiModel({ baseUrl: `${server.url}/v1`, name: "qwen3.5:4b" }),
};

async function heard(malformed: Malformation, provider: keyof typeof wire) {
  server = await startScriptedServer({ script: [{ malformed, calls: [call] }] });
  const chunks: ModelChunk[] = [];
  const { signal } = new AbortController();
  for await (const chunk of wire[provider]().stream(exampleRequest(), { signal })) chunks.push(chunk);
  return {
    text: chunks.map((chunk) => (chunk.type === "text" ? chunk.delta : "")).join(""),
    calls: chunks.flatMap((chunk) =>
      chunk.type === "tool-call" ? [`${chunk.call.name} ${chunk.call.argumentsJson}`] : [],
    ),
    tokens: chunks.flatMap((chunk) => (chunk.type === "done" ? chunk.usage.replyTokens : [])),
  };
}

describe.each(["ollama", "openai"] as const)("a model hears over %s", (provider) => {
  test.each<[Malformation, string, string[]]>([
    [
      "hermes-in-text",
      '<tool_call>\n{"name":"cancel_booking","arguments":{"bookingRef":"BK-204","nights":4}}\n</tool_call>',
      [],
    ],
    [
      "xml-in-text",
      "<tool_call>\n<function=cancel_booking>\n<parameter=bookingRef>\nBK-204\n</parameter>\n<parameter=nights>\n4\n</parameter>\n</function>\n</tool_call>",
      [],
    ],
    ["arguments-as-text", "", ['cancel_booking {"bookingRef":"BK-204","nights":4}']],
    ["wrong-types", "", ['cancel_booking {"bookingRef":"BK-204","nights":"4"}']],
    ["truncated", "", ['cancel_booking {"bookingRef":"BK']],
    ["hallucinated-name", "", ['cancelBooking {"bookingRef":"BK-204","nights":4}']],
    ["prefix-name", "", ['cancel {"bookingRef":"BK-204","nights":4}']],
    ["swallowed", "", []],
  ])("%s", async (malformed, text, calls) => {
    expect(await heard(malformed, provider)).toMatchObject({ text, calls });
  });

  test("a swallowed call has cost tokens", async () => {
    expect((await heard("swallowed", provider)).tokens).toEqual([30]);
  });

  test("a parse error is malformed", async () => {
    await expect(heard("parse-error", provider)).rejects.toMatchObject({ code: "malformed" });
  });

  test("a repetition goes on until the length is reached", async () => {
    const { text, calls } = await heard("repeating", provider);
    expect(text.length).toBeGreaterThan(500);
    expect(calls).toEqual([]);
  });
});

test("a reply that is not malformed stays the same reply", () => {
  const reply = { calls: [call] };
  expect(malformedReply(reply)).toBe(reply);
});
