import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ScriptedServer, startScriptedServer } from "../../agent/model/scripted/scripted-server.ts";
import { wellBehaved } from "./well-behaved-for-tests.ts";

/* What an operator reads whose model cannot serve: `npm run doctor` and the start, as processes. */

const projectFolder = join(import.meta.dirname, "../..");
const name = "qwen3.5:4b";
const capabilities = ["completion", "tools"];
let folder: string;
let server: ScriptedServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-unfit-"));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function ollamaWith(of: Partial<Parameters<typeof startScriptedServer>[0]>): Promise<string> {
  server = await startScriptedServer({ script: wellBehaved(), ...of });
  return server.url;
}

async function nobody(): Promise<string> {
  const url = await ollamaWith({});
  await server?.close();
  server = undefined;
  return url;
}

async function run(file: string, env: NodeJS.ProcessEnv, args: string[] = []) {
  const child = spawn(process.execPath, ["--import", "tsx", file, ...args], {
    cwd: projectFolder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      DATA_DIR: folder,
      PORT: "3999",
      MODEL_PROVIDER: "ollama",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk));
  const [code] = await once(child, "close");
  return { code: code as number, ...said };
}
const doctor = (env: NodeJS.ProcessEnv, args: string[] = []) => run("scripts/doctor.ts", env, args);

const refusals: [what: string, host: () => Promise<string>, line: RegExp][] = [
  [
    "an unreachable host",
    nobody,
    /^Ollama does not answer at http\S+ \(.*ECONNREFUSED.*\)\. To use .* `ollama pull qwen3\.5:4b`.*\n$/,
  ],
  [
    "a model that is not there",
    () => ollamaWith({ models: [{ name: "llama3.2:3b", capabilities }] }),
    /^Ollama at \S+ does not have the model qwen3\.5:4b; it has llama3\.2:3b\. Run `npm run doctor -- --pull`.*\n$/,
  ],
];

describe.each(refusals)("%s is one line with what to do", (_, host, line) => {
  test("of the doctor", async () => {
    expect(await doctor({ OLLAMA_HOST: await host() })).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(line),
    });
  });

  test("of the start", async () => {
    const { code, err } = await run("server/main.ts", { OLLAMA_HOST: await host() });
    expect([code, err]).toEqual([1, expect.stringMatching(line)]);
  });
});

test("a model without tools is one line of the start, and a failed probe of the doctor with advice", async () => {
  const OLLAMA_HOST = await ollamaWith({ models: [{ name, capabilities: ["completion"] }] });
  const started = await run("server/main.ts", { OLLAMA_HOST });
  expect([started.code, started.err]).toEqual([
    1,
    expect.stringMatching(/^The model qwen3\.5:4b cannot call tools.*MODEL_NAME.*\n$/),
  ]);
  const { code, out } = await doctor({ OLLAMA_HOST });
  expect(code).toBe(1);
  expect(out).toMatch(/fail +vital +the model can call tools .* it can do completion/);
  expect(out).toMatch(/NOT FIT[\s\S]*Set MODEL_NAME to a model with tools/);
});

test("a context too small is a failed probe of the doctor that says which one will do", async () => {
  const OLLAMA_HOST = await ollamaWith({ models: [{ name, capabilities }] });
  const { code, out } = await doctor({ OLLAMA_HOST, MODEL_CONTEXT_TOKENS: "4096" });
  expect(code).toBe(1);
  expect(out).toMatch(
    /fail +vital +the context holds .*4096 tokens is too small.* At least (8192|16384) will do\./,
  );
});

test("--pull fetches a missing model, shows how far it is, and the examination goes on", async () => {
  const OLLAMA_HOST = await ollamaWith({ models: [], pullable: [{ name, capabilities }] });
  const { out } = await doctor({ OLLAMA_HOST }, ["--pull", "--json", join(folder, "report.json")]);
  expect(out).toContain("Pulling qwen3.5:4b");
  expect(out).toContain("[####################] 100 %");
  expect(out).toContain("Examining qwen3.5:4b");
  expect(JSON.parse(readFileSync(join(folder, "report.json"), "utf8"))).toMatchObject({ model: name });
});
