import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, jest, test } from "@jest/globals";

/* Every command of package.json, run as npm runs it. */

jest.setTimeout(60_000);
const projectFolder = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(projectFolder, file), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** Whose words go to the program behind them, which has a --help of its own. */
const passedOn = ["build", "test:fast"];
const commands = Object.keys(scripts).filter((name) => !passedOn.includes(name));
/** Has words of its own for --help, and gives all others to jest. */
const strict = commands.filter((name) => name !== "test");

const dataFolder = mkdtempSync(join(tmpdir(), "frontdesk-commands-"));
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

test.each(commands)(
  "%s --help says on stdout what it does, takes and ends with, and exits 0",
  async (name) => {
    const { code, stdout, stderr } = await help(name);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^[A-Z][^\n]{20,}/);
    expect(stdout).toContain(`\n\nUsage: ${typed(name)}`);
    expect(stdout).toMatch(/\n\nExit codes:\n( {2}\d {2}\S.*\n){2,}\nExample: .+\n$/);
    const [, example = ""] = /\nExample: (.+)\n$/.exec(stdout) ?? [];
    expect(example).toContain(typed(name));
    expect(optionsIn(stdout.split("\nExit codes:")[0] ?? "")).toEqual(
      expect.arrayContaining(optionsIn(example)),
    );
  },
);

test.each(strict)("%s --nonsense is one line on stderr with the usage, and exits 2", async (name) => {
  const { code, stdout, stderr } = await run(name, "--nonsense");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^Unknown option '--nonsense'\. Usage: .+\n$/);
  expect(stderr).toContain(typed(name));
});

test.each([
  ["check", ["files"], "Unexpected argument 'files'."],
  ["evals", ["refund", "cancel"], "One filter at a time."],
  ["evals", ["--model", "parrot"], "--model: got parrot, wants offline, ollama or openai."],
  ["staff", ["remove", "Ana"], "Wants `add` and a name."],
  ["staff", ["add", "Ana", "--role", "boss"], "--role: got boss, wants agent or lead."],
  ["scripted-model", [], "Wants one file."],
  ["scripted-model", ["--port"], "Option '--port <value>' argument missing."],
  ["test:crash", ["--kills", "none"], "--kills: got none, wants a whole number from 1 to 999999."],
  ["test:crash", ["--sabotage", "all"], "--sabotage: got all, wants no-unique-key or"],
])("%s %j says what is wrong with that, and exits 2", async (name, words, line) => {
  const { code, stdout, stderr } = await run(name, ...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^.+ Usage: .+\n$/);
  expect(stderr).toContain(line);
});

test("an option that the documents give a command is one that it takes", async () => {
  const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "evals/README.md"];
  const given = documents.flatMap((document) =>
    [...read(document).matchAll(/npm (?:run )?([a-z:-]+) -- ([^`\n]*--[^`\n]*)/g)].map(
      ([, name = "", words = ""]) => ({ document, name, options: optionsIn(words) }),
    ),
  );
  expect(given.length).toBeGreaterThan(3);
  for (const { document, name, options } of given.filter((one) => strict.includes(one.name))) {
    const taken = optionsIn((await help(name)).stdout);
    expect({ document, name, unknown: options.filter((option) => !taken.includes(option)) }).toEqual({
      document,
      name,
      unknown: [],
    });
  }
});

const typed = (name: string): string =>
  ["start", "test"].includes(name) ? `npm ${name}` : `npm run ${name}`;

const optionsIn = (words: string): string[] => words.match(/(?<!\S)\[?--[a-z][a-z-]*/g)?.map(bare) ?? [];
const bare = (option: string): string => option.replace("[", "");

const helps = new Map<string, ReturnType<typeof run>>();
/** Asked of each command once. */
function help(name: string): ReturnType<typeof run> {
  if (!helps.has(name)) helps.set(name, run(name, "--help"));
  return helps.get(name)!;
}

function run(name: string, ...words: string[]) {
  const [command = "", ...args] = scripts[name]?.split(" ") ?? [];
  const env = { PATH: process.env.PATH, HOME: dataFolder, DATA_DIR: dataFolder };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(
      command,
      [...args, ...words],
      { cwd: projectFolder, env },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
    child.stdin?.end();
  });
}
