import { countEvals, countJest, runSteps, steps } from "./test-steps.mjs";

const step = (name: string, script: string, counted?: { passed: number; failed: number }) => ({
  name,
  args: ["-e", script],
  env: process.env,
  ...(counted && { count: () => counted }),
});

test("a test run is check, build, jest and evals; with arguments for jest, the pages and those tests", () => {
  const names = (jestArgs: string[]) => steps({ jestArgs, env: {} }).map(({ name }) => name);
  expect(names([])).toEqual(["check", "build", "jest", "evals"]);
  expect(names(["server/config"])).toEqual(["build", "jest"]);
});

test("every step runs, and one that fails without a failed test counts as one failure", async () => {
  const list = [
    step("check", "process.exit(1)"),
    step("jest", "", { passed: 12, failed: 0 }),
    step("evals", "process.exit(1)", { passed: 3, failed: 2 }),
  ];
  const said: string[] = [];
  expect(await runSteps(list, (words: string) => said.push(words))).toEqual({ passed: 15, failed: 3 });
  expect(said.at(-1)).toMatch(/✗ check .* s\n✓ jest .* s\n✗ evals .* s$/);
});

test("a test file that cannot be loaded is a failure", () => {
  const results = { numPassedTests: 5, numFailedTests: 1, numRuntimeErrorTestSuites: 1 };
  expect(countJest(results)).toEqual({ passed: 5, failed: 2 });
});

test("a jest or an evals run that leaves no results is a failure", () => {
  expect([countJest(null), countEvals(null)]).toEqual(Array(2).fill({ passed: 0, failed: 1 }));
});
