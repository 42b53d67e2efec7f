import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError, loadConfig } from "./config.ts";
import { describeSettings } from "./settings.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "frontdesk-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = (env: NodeJS.ProcessEnv = {}) => loadConfig(env, { projectFolder: folder });
const secrets = { GUEST_TOKEN_SECRET: "g".repeat(32), STAFF_SESSION_SECRET: "s".repeat(32) };

/** The lines with which these settings are refused. */
function refusal(env: NodeJS.ProcessEnv): string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  throw new Error("the settings were accepted");
}

test("nothing set is a demo on loopback, in ./data, with the embedded queue and whichever model is there", () => {
  expect(load()).toMatchObject({
    port: 3000,
    host: "127.0.0.1",
    demo: true,
    databaseFile: join(folder, "data/frontdesk.db"),
    redisUrl: null,
    modelProvider: "auto",
    modelName: "qwen3.5:4b",
    modelContextTokens: 16_384,
    modelCallsMax: 2,
    ollamaHost: "http://127.0.0.1:11434",
    logLevel: "info",
  });
});

test("an empty setting is as good as none", () => {
  expect(load({ PORT: "", REDIS_URL: "  ", DEMO: "" })).toMatchObject({
    port: 3000,
    redisUrl: null,
    demo: true,
  });
});

test.each([
  [{ PORT: "http" }, 'PORT: got "http", wants a whole number from 1 to 65535.'],
  [{ PORT: "0" }, 'PORT: got "0", wants a whole number from 1 to 65535.'],
  [{ PORT: "3000.5" }, 'PORT: got "3000.5", wants a whole number from 1 to 65535.'],
  [{ HOST: "http://x" }, 'HOST: got "http://x", wants an address or a name of this machine, without a port.'],
  [{ DEMO: "yes" }, 'DEMO: got "yes", wants 1, 0, true or false.'],
  [{ MODEL_PROVIDER: "gpt" }, 'MODEL_PROVIDER: got "gpt", wants auto, ollama, openai or offline.'],
  [
    { MODEL_PROVIDER: "openai" },
    "OPENAI_BASE_URL: got nothing, wants the address of the server with MODEL_PROVIDER=openai, like http://127.0.0.1:8000/v1.",
  ],
  [{ MODEL_CALLS_MAX: "0" }, 'MODEL_CALLS_MAX: got "0", wants a whole number from 1 to 256.'],
  [
    { OLLAMA_HOST: "ftp://x" },
    'OLLAMA_HOST: got "ftp://x", wants a host, host:port, or an http:// or https:// URL.',
  ],
  [{ STAFF_WEBHOOK_URL: "chat" }, 'STAFF_WEBHOOK_URL: got "chat", wants an http:// or https:// URL.'],
  [{ LOG_LEVEL: "loud" }, 'LOG_LEVEL: got "loud", wants fatal, error, warn, info, debug, trace or silent.'],
])("a bad setting is named in one line, with what it got and what it wants: %j", (env, line) => {
  expect(refusal(env)).toEqual([line]);
});

test("every bad setting gets its line, and nothing is written", () => {
  const lines = refusal({ PORT: "x", LOG_LEVEL: "loud" });
  expect(lines.map((line) => line.split(":")[0])).toEqual(["PORT", "LOG_LEVEL"]);
  expect(existsSync(join(folder, "data"))).toBe(false);
});

test("a refused setting's password or secret is not repeated", () => {
  const lines = refusal({
    DATABASE_URL: "postgres://ana:hunter2@db/frontdesk",
    REDIS_URL: "http://:hunter2@redis",
    GUEST_TOKEN_SECRET: "hunter2",
  });
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toContain("hunter2");
});

test.each([
  ["file:my.db", "my.db"],
  ["file:./deep/er/my.db", "deep/er/my.db"],
])("DATABASE_URL=%s starts at the project, and its folder is made", (url, path) => {
  const { databaseFile } = load({ DATABASE_URL: url });
  expect(databaseFile).toBe(join(folder, path));
  expect(existsSync(join(databaseFile, ".."))).toBe(true);
});

test("DATABASE_URL may be absolute, with one slash or three", () => {
  expect(load({ DATABASE_URL: `file:${folder}/a.db` }).databaseFile).toBe(join(folder, "a.db"));
  expect(load({ DATABASE_URL: `file://${folder}/a.db` }).databaseFile).toBe(join(folder, "a.db"));
});

test.each(["a.db", "file:", "file::memory:", "file:a.db?mode=ro", "file://host/a.db", "mysql://x/y"])(
  "DATABASE_URL=%s is refused",
  (url) => expect(refusal({ DATABASE_URL: url })[0]).toMatch(/^DATABASE_URL: got .* wants a file: URL/),
);

test.each([
  ["gpu-box", "http://gpu-box:11434"],
  ["gpu-box:8080", "http://gpu-box:8080"],
  ["gpu-box:80", "http://gpu-box"],
  [":8080", "http://127.0.0.1:8080"],
  ["0.0.0.0", "http://127.0.0.1:11434"],
  ["[::1]:8080", "http://[::1]:8080"],
  ["http://gpu-box", "http://gpu-box"],
  ["https://models.example/ollama/", "https://models.example/ollama"],
])("OLLAMA_HOST=%s is read as Ollama reads it", (text, url) => {
  expect(load({ OLLAMA_HOST: text }).ollamaHost).toBe(url);
});

test.each(["localhost", "127.0.0.1", "127.8.0.1", "::1", "[::1]"])(
  "the demo is on by default on %s",
  (host) => {
    expect(load({ HOST: host }).demo).toBe(true);
  },
);

test("a server that others can reach is not a demo, and cannot be made one", () => {
  expect(load({ HOST: "0.0.0.0", ...secrets }).demo).toBe(false);
  expect(refusal({ HOST: "0.0.0.0", DEMO: "1", ...secrets })).toEqual([
    "DEMO: got 1 with HOST=0.0.0.0, wants 0 there: the demo lets anyone who reaches it be any guest.",
  ]);
});

test("outside the demo both secrets are required, long, and different", () => {
  expect(refusal({ DEMO: "0" }).map((line) => line.split(":")[0])).toEqual([
    "GUEST_TOKEN_SECRET",
    "STAFF_SESSION_SECRET",
  ]);
  expect(refusal({ DEMO: "0", ...secrets, GUEST_TOKEN_SECRET: "short" })).toEqual([
    "GUEST_TOKEN_SECRET: got 5 characters, wants at least 32 characters.",
  ]);
  const same = { GUEST_TOKEN_SECRET: "x".repeat(32), STAFF_SESSION_SECRET: "x".repeat(32) };
  expect(refusal({ DEMO: "0", ...same })[0]).toMatch(/^STAFF_SESSION_SECRET: got the same/);
  expect(load({ DEMO: "0", ...secrets })).toMatchObject({ demo: false, guestTokenSecret: "g".repeat(32) });
});

test("the demo makes its secrets once, for its owner's eyes alone", () => {
  const first = load();
  const file = join(folder, "data/guest-token-secret");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(first.guestTokenSecret.length).toBeGreaterThanOrEqual(32);
  expect(first.guestTokenSecret).not.toBe(first.staffSessionSecret);
  expect(load()).toEqual(first);
});

test("a secret's file that was emptied stops the start with one line that names it", () => {
  load();
  writeFileSync(join(folder, "data/guest-token-secret"), "");
  expect(refusal({})[0]).toMatch(/^GUEST_TOKEN_SECRET: got kept in .*guest-token-secret, wants/);
});

test("a data folder that cannot be made stops the start with one line", () => {
  writeFileSync(join(folder, "file"), "");
  expect(refusal({ DATA_DIR: "file/data" })[0]).toMatch(/^DATA_DIR: got .*file\/data, wants a folder/);
});

test(".env.example lists every setting with its words and its default, and nothing else", () => {
  const example = readFileSync(join(import.meta.dirname, "../.env.example"), "utf8");
  const listed = [...example.matchAll(/^# (.*)\n# ([A-Z_]+)=(.*)$/gm)].map(([, about, name, fallback]) => ({
    name,
    about,
    fallback,
  }));
  expect(listed).toEqual(describeSettings());
  expect(example.match(/^#? ?[A-Z_]+=/gm)).toHaveLength(listed.length);
});

test("a default in the documents is the default in the code", () => {
  const documented = Object.fromEntries(describeSettings().map(({ name, fallback }) => [name, fallback]));
  expect(load(documented)).toEqual(load());
});
