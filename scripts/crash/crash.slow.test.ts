import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { jest } from "@jest/globals";
import type { CrashReport } from "./run-crashes.ts";
import { sought } from "./sabotage.ts";

/* The command as it is run by hand: `npm run test:crash`. A thousand kills are for the command; fifty are for every test run. */

jest.setTimeout(300_000);

test("fifty kills at random moments double nothing, lose nothing and leave nobody waiting", async () => {
  const { code, output, report } = await crash("--kills", "50", "--seed", "every-test-run");
  // With what it printed: the seed, the breaches, and how to have them again.
  expect({ code, printed: code === 0 ? "" : output }).toEqual({ code: 0, printed: "" });
  expect(report).toMatchObject({ kills: 50 });
  // A run in which nothing went on would find nothing either.
  expect(report.confirmationsDone).toBeGreaterThan(20);
  expect(report.creditsGiven).toBeGreaterThan(0);
  expect(report.claims.held).toBeGreaterThan(0);
  expect(report.settledAfterMsMax).toBeLessThan(30_000);
});

describe("the harness finds what it looks for:", () => {
  test("without the unique key of an effect, money that moved twice", async () => {
    const { code, report } = await crash(
      "--sabotage",
      "no-unique-key",
      "--kills",
      "40",
      "--settle-ms",
      "4000",
    );
    expect(code).toBe(1);
    expect(report.breaches.join("\n")).toMatch(sought["no-unique-key"]);
  });

  test("with the answer before the commit, messages that are lost", async () => {
    const { code, report } = await crash("--sabotage", "answer-before-commit", "--kills", "40");
    expect(code).toBe(1);
    expect(report.breaches.join("\n")).toMatch(sought["answer-before-commit"]);
  });

  test("without recovery, turns that never end", async () => {
    const { code, report } = await crash("--sabotage", "no-recovery", "--kills", "40", "--settle-ms", "4000");
    expect(code).toBe(1);
    expect(report.breaches.join("\n")).toMatch(sought["no-recovery"]);
  });

  test("with the answer to a key kept later than what was done, a credit that was given twice", async () => {
    const { code, report } = await crash("--sabotage", "key-kept-later", "--kills", "40");
    expect(code).toBe(1);
    expect(report.breaches.join("\n")).toMatch(sought["key-kept-later"]);
  });
});

const projectFolder = join(import.meta.dirname, "../..");

function crash(...args: string[]): Promise<{ code: number; output: string; report: CrashReport }> {
  const command = ["--import", "tsx", "scripts/crash.ts", ...args];
  // Jest's own options are not the command's.
  const options = { cwd: projectFolder, env: { ...process.env, NODE_OPTIONS: "" }, maxBuffer: 10_000_000 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      const lines = stdout.trim().split("\n");
      const last = lines.at(-1) ?? "";
      if (!last.startsWith("{")) return reject(new Error(`no report: ${stdout}${stderr}`));
      const kept = /The data are kept in (\S+)\.$/m.exec(stdout)?.[1];
      // Those of a sabotage are of no use to anybody.
      if (kept && args.includes("--sabotage")) rmSync(kept, { recursive: true, force: true });
      resolve({ code: error ? Number(error.code) : 0, output: stdout, report: JSON.parse(last) });
    });
  });
}
