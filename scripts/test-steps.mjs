import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCode } from "./run-logged.mjs";

const projectFolder = join(import.meta.dirname, "..");

/** The steps of a test run, in order; with arguments for jest, only those that its tests need. */
export function steps({ jestArgs, env }) {
  const results = mkdtempSync(join(tmpdir(), "frontdesk-test-run-"));
  process.on("exit", () => rmSync(results, { recursive: true, force: true }));
  const jestJson = join(results, "jest.json");
  const evalsJson = join(results, "evals.json");
  const jestEnv = {
    ...env,
    NODE_OPTIONS:
      `${env.NODE_OPTIONS ?? ""} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
  };
  const everything = [
    { name: "check", args: ["scripts/check.mjs"], env },
    { name: "build", args: ["node_modules/vite/bin/vite.js", "build", "--logLevel=warn"], env },
    {
      name: "jest",
      args: ["node_modules/jest/bin/jest.js", "--json", `--outputFile=${jestJson}`, ...jestArgs],
      env: jestEnv,
      count: () => countJest(readJson(jestJson)),
    },
    {
      name: "evals",
      args: ["--import", "tsx", "evals/run.ts", "--model", "offline", "--json", evalsJson],
      env,
      count: () => countEvals(readJson(evalsJson)),
    },
  ];
  return jestArgs.length === 0
    ? everything
    : everything.filter(({ name }) => name === "build" || name === "jest");
}

/** Runs them all, whatever fails, and adds up what passed and failed. A step that failed without a failed test counts as one. */
export async function runSteps(list, say = console.log) {
  const total = { passed: 0, failed: 0 };
  const lines = [];
  for (const { name, args, env, count = () => ({ passed: 0, failed: 0 }) } of list) {
    say(`\n── ${name} ──`);
    const startedAt = Date.now();
    const code = await exitCode(process.execPath, args, { cwd: projectFolder, env, stdio: "inherit" });
    const { passed, failed } = count();
    const failures = code === 0 ? failed : Math.max(failed, 1);
    total.passed += passed;
    total.failed += failures;
    lines.push(
      `${failures === 0 ? "✓" : "✗"} ${name.padEnd(6)} ${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s`,
    );
  }
  say(`\n${lines.join("\n")}`);
  return total;
}

/** A file that could not be run at all has no failed test of its own. */
export function countJest(results) {
  if (!results) return { passed: 0, failed: 1 };
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
  };
}

export function countEvals(results) {
  if (!results) return { passed: 0, failed: 1 };
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed };
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
