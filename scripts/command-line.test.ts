import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { runCommand, UsageError } from "./command-line.mjs";

/* How a command ends. Each command's own words are tested in command-line.slow.test.ts. */

const command = {
  name: "npm run it",
  does: "Does it.",
  words: { "[WORD]": "any" },
  exits: { 0: "done" },
  example: "npm run it",
};
const { argv, exitCode } = process;
let said: unknown[];
beforeEach(() => {
  said = [];
  process.exitCode = 0;
  jest.spyOn(console, "error").mockImplementation((line) => void said.push(line));
});
afterEach(() => {
  Object.assign(process, { argv, exitCode });
  jest.restoreAllMocks();
});

async function ends(main: (given: { words: string[] }) => unknown, words: string[] = []) {
  process.argv = ["node", "it", ...words];
  await runCommand(command, main, (error) => (error.code === "KNOWN" ? 3 : null));
  return { code: process.exitCode, said };
}

test("the number that it returns is its exit code; without one it ends with 0", async () => {
  expect(await ends(async () => {})).toEqual({ code: 0, said: [] });
  expect(await ends(async () => 1)).toEqual({ code: 1, said: [] });
});

test("an error that it knows is one line and the code for it; a wrong word has the usage, and 2", async () => {
  const known = Object.assign(new Error("The file is gone."), { code: "KNOWN" });
  expect(await ends(() => Promise.reject(known))).toEqual({ code: 3, said: ["The file is gone."] });
  said = [];
  expect(await ends(() => Promise.reject(new UsageError("Wants one.")))).toEqual({
    code: 2,
    said: ["Wants one. Usage: npm run it -- [WORD]"],
  });
});

test("an error that nobody foresaw is thrown on", async () => {
  await expect(ends(() => Promise.reject(new Error("a bug")))).rejects.toThrow("a bug");
});

test("behind -- even --help is a word", async () => {
  const given: string[] = [];
  await ends(({ words }) => void given.push(...words), ["--", "--help"]);
  expect(given).toEqual(["--help"]);
});
