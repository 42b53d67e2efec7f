import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../../tools/catalogue.ts";
import { malformations } from "./malformed-call.ts";
import { readScriptFile, ScriptFileError } from "./script-file.ts";

const shipped = readdirSync("evals/model-scripts").map((name) => join("evals/model-scripts", name));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-script-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (yaml: string) => {
  const path = join(folder, "script.yaml");
  writeFileSync(path, yaml);
  return readScriptFile(path);
};
const linesOf = async (reading: Promise<unknown>): Promise<string[]> => {
  const error = await reading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ScriptFileError);
  return (error as ScriptFileError).lines.map((line) => line.replace(`${folder}/`, ""));
};

test("a file says what a script can say", async () => {
  const script = await read(`
model: qwen3:8b
replies:
  - { when: cancel|refund, answering: guest, again: true, think: Hm., say: [One, " two"], latency_ms: 5, piece_ms: 6 }
  - { calls: [{ name: a, arguments: { x: 1 } }, { name: b }], calls_on_done: true, malformed: xml-in-text }
  - { say: x, length_reached: true, usage: { prompt_tokens: 7, reply_tokens: 8 }, fault: { kind: stall } }
`);
  expect(script).toEqual({
    model: "qwen3:8b",
    replies: [
      {
        ...{ when: /cancel|refund/iu, answering: "guest", again: true },
        ...{ think: "Hm.", say: ["One", " two"], latencyMs: 5, pieceMs: 6 },
      },
      {
        calls: [
          { name: "a", arguments: { x: 1 } },
          { name: "b", arguments: {} },
        ],
        callsOnDone: true,
        malformed: "xml-in-text",
      },
      {
        say: "x",
        lengthReached: true,
        usage: { promptTokens: 7, replyTokens: 8 },
        fault: { kind: "stall", after: 0 },
      },
    ],
  });
});

test.each([
  ["replies: []", "script.yaml: replies: wants one reply at least"],
  ["replies: [{ sey: x }]", 'script.yaml: replies[0]: Unrecognized key: "sey"'],
  ["replies: [{ say: 4 }]", "script.yaml: replies[0].say: wants text, or a list of pieces of text"],
  [
    "replies: [{ when: '(' }]",
    expect.stringMatching(/^script.yaml: replies\[0\].when: Invalid regular expr/),
  ],
  ["replies: [{ fault: { kind: boom } }]", expect.stringMatching(/^script.yaml: replies\[0\].fault.kind: /)],
  ["replies: [{ malformed: badly }]", expect.stringMatching(/replies\[0\].malformed: .*hermes-in-text/)],
  ["replies: [", expect.stringMatching(/^script.yaml: .* at line 1/)],
])("%s is refused in one line", async (yaml, line) => expect(await linesOf(read(yaml))).toEqual([line]));

test("each error has its line, and a file that is not there has one", async () => {
  expect(await linesOf(read("replies: [{ sey: x }, { latency_ms: -1 }]"))).toHaveLength(2);
  expect(await linesOf(readScriptFile("no-such.yaml"))).toEqual([expect.stringContaining("ENOENT")]);
});

test.each(shipped)("%s can be read, and calls tools that there are", async (path) => {
  const { replies } = await readScriptFile(path);
  const called = replies.flatMap((reply) => (reply.calls ?? []).map((call) => call.name));
  expect(called.filter((name) => !catalogue.some((tool) => tool.name === name))).toEqual([]);
});

test("the shipped scripts show every malformation", async () => {
  const all = await Promise.all(shipped.map(readScriptFile));
  const shown = new Set(all.flatMap(({ replies }) => replies.map((reply) => reply.malformed)));
  expect(malformations.filter((one) => !shown.has(one))).toEqual([]);
});
