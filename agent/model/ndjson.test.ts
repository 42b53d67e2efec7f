import { streamLineCharsMax } from "../limits.ts";
import { ModelError } from "./model.ts";
import { soundLines } from "./ndjson.ts";

const noWatch = { onWait() {}, onBytes() {}, onLine() {} };

async function read(...chunks: (string | Uint8Array)[]) {
  const bytes = (async function* () {
    for (const chunk of chunks) yield typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
  })();
  let text = "";
  let code = "";
  try {
    for await (const lines of soundLines(bytes, noWatch))
      for (const line of lines) text += `${JSON.stringify(line)}\n`;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    code = error.code;
  }
  return { text, code };
}

test("lines cut anywhere come whole, also in the middle of a letter", async () => {
  const bytes = new TextEncoder().encode('{"a":"é€"}\n\n{"b":1}\r\n{"c":2}');
  const single = [...bytes].map((byte) => Uint8Array.of(byte));
  expect(await read(...single)).toEqual({ text: '{"a":"é€"}\n{"b":1}\n{"c":2}\n', code: "" });
});

test.each([
  ["not JSON", '{"a":1}\n{"half\n{"b":2}\n', "malformed"],
  ["not an object", '{"a":1}\n[1]\n', "malformed"],
  ["an error", '{"a":1}\n{"error":"the runner died"}\n', "cut"],
  ["cut off at the end", '{"a":1}\n{"b":', "cut"],
])("a line that is %s ends the stream, after the sound lines before it", async (_, text, code) => {
  expect(await read(text)).toEqual({ text: '{"a":1}\n', code });
});

test("lines that came together and are only text become one; a call, a thought and the end stay lines of their own", async () => {
  const line = (message: object, done = false) =>
    `${JSON.stringify({ message: { role: "assistant", ...message }, done })}\n`;
  const call = line({ content: "", tool_calls: [{ function: { name: "f" } }] });
  const [a, b, end] = [line({ content: "a" }), line({ content: "b" }), line({ content: "" }, true)];
  const thought = line({ content: "", thinking: "hm" });
  expect((await read(thought + a + b + call + a + end)).text).toBe(
    thought + line({ content: "ab" }) + call + a + end,
  );
  expect((await read(a, b, end)).text).toBe(a + b + end);
});

test("a line without an end does not fill the memory", async () => {
  const endless = "x".repeat(streamLineCharsMax / 2);
  expect(await read(endless, endless, endless, endless)).toEqual({ text: "", code: "malformed" });
});
