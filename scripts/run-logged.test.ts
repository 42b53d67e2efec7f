import { spawn } from "node:child_process";
import { once } from "node:events";
import { failure, runLogged, SetupError } from "./run-logged.mjs";

const run = (script: string) => runLogged({ command: process.execPath, args: ["-e", script], cwd: "." });

test("a step that works says nothing", async () => {
  expect(await run("console.log('chatter')")).toMatchObject({ ok: true });
});

test("of a step that fails, the last 20 lines and the log's name are shown", async () => {
  const done = await run("for (let i = 1; i <= 30; i++) console.error('line ' + i); process.exit(3)");
  expect(done.ok).toBe(false);
  const { message } = failure("The packages cannot be installed.", done);
  expect(message).toMatch(/^The packages cannot be installed\. The last lines of .*log\.txt:\n\nline 11\n/);
  expect(message).toMatch(/line 30$/);
});

test("a command that is not there is one line", async () => {
  const missing = runLogged({ command: "no-such-command", args: [], cwd: "." });
  await expect(missing).rejects.toEqual(
    new SetupError("no-such-command cannot be run: spawn no-such-command ENOENT"),
  );
});

test("when we are told to stop, a command that does not want to is ended too, with all that it started", async () => {
  const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";
  const nested = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}], { stdio: "inherit" });`;
  const script = `
    import { exitCode } from "./scripts/run-logged.mjs";
    exitCode(process.execPath, ["-e", ${JSON.stringify(`${nested} ${stubborn} console.log("started");`)}], { stdio: "inherit" });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGTERM");
  // The pipe ends when nobody is left who could write to it.
  const [[code]] = await Promise.all([once(child, "exit"), once(child.stdout, "end")]);
  expect(code).toBe(143);
});
