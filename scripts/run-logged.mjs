import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const sayMsEvery = 15_000;
const tailLinesMax = 20;
const stopMsMax = 2_000;

/** What a person should read when a step of the set-up cannot be done; nothing else about it is of use to them. */
export class SetupError extends Error {}

/**
 * Runs a command whose output nobody wants to read unless it fails: it goes to a file, and a short line says every 15 s that it is
 * still at work. Resolves with whether it exited with 0, the log's name and its last lines. Throws SetupError when there is no such
 * command. When this process is told to stop, the command and what it started stop too.
 */
export async function runLogged({ command, args, cwd, env = {} }) {
  const logFile = join(mkdtempSync(join(tmpdir(), "frontdesk-log-")), "log.txt");
  const log = openSync(logFile, "a");
  const startedAt = Date.now();
  const saying = setInterval(
    () => console.log(`  … still at it (${Math.round((Date.now() - startedAt) / 1000)} s)`),
    sayMsEvery,
  );
  try {
    const code = await exitCode(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", log, log],
    });
    return { ok: code === 0, logFile, tail: tailOf(logFile) };
  } finally {
    clearInterval(saying);
    closeSync(log);
  }
}

/** The words of a failed `runLogged`. */
export function failure(what, { logFile, tail }) {
  return new SetupError(`${what} The last lines of ${logFile}:\n\n${tail}`);
}

/**
 * Runs a command to its end, in a process group of its own: an npm that dies of Ctrl-C leaves its compiler running, and one that is
 * told to stop may take minutes. When this process is told, the group gets 2 s, then nothing of it is left and this process exits.
 */
export function exitCode(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, detached: process.platform !== "win32" });
    let stopping = null;
    const stop = (signal) => {
      stopping = signal;
      killGroup(child, signal);
      setTimeout(() => killGroup(child, "SIGKILL"), stopMsMax);
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
    const ended = () => process.off("SIGINT", stop).off("SIGTERM", stop);
    child.on("error", (error) => {
      ended();
      reject(new SetupError(`${command} cannot be run: ${error.message}`));
    });
    child.on("exit", (code) => {
      ended();
      if (stopping) {
        killGroup(child, "SIGKILL");
        process.exit(stopping === "SIGINT" ? 130 : 143);
      }
      resolve(code);
    });
  });
}

function killGroup(child, signal) {
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function tailOf(file) {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-tailLinesMax).join("\n");
}
