import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { serverFlags } from "../node-flags.mjs";

const startMsMax = 60_000;
const replyMsMax = 10_000;
const askedMsMax = 120_000;

/** A server of a bench, in a process of its own: what is measured is its CPU time and nobody else's. */
export interface BenchProcess {
  url: string;
  pid: number;
  /** Of the whole process, user and system, since it started. */
  cpuMs(): Promise<number>;
  /** Asks what the file's `serveBench` answers. One question at a time. */
  ask(question: object): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Forks a file of this folder that calls `serveBench`. It gets `args` as one JSON argument. With `profileFolder`, Node writes a CPU
 * profile there when it stops; `nodeFlags` are Node's own. Throws when it does not listen within a minute.
 */
export async function startProcess(
  file: string,
  args: object = {},
  { profileFolder, nodeFlags = [] }: { profileFolder?: string | undefined; nodeFlags?: string[] } = {},
): Promise<BenchProcess> {
  const profile = profileFolder ? ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`] : [];
  const child = fork(join(import.meta.dirname, file), [JSON.stringify(args)], {
    execArgv: [...nodeFlags, "--import", "tsx", ...profile],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { url } = (await answerOf(child, file, startMsMax)) as { url: string };
  return {
    url,
    pid: child.pid ?? 0,
    async cpuMs() {
      child.send("cpu");
      return ((await answerOf(child, file, replyMsMax)) as { cpuMs: number }).cpuMs;
    },
    ask(question) {
      child.send(question);
      return answerOf(child, file, askedMsMax);
    },
    async stop() {
      if (child.exitCode !== null) return;
      const exit = once(child, "exit");
      child.disconnect();
      const overdue = setTimeout(() => child.kill("SIGKILL"), replyMsMax);
      await exit;
      clearTimeout(overdue);
    },
  };
}

/** Frontdesk's server, as `npm start` runs it. */
export const startFrontdesk = (
  args: { modelUrl: string },
  { profileFolder }: { profileFolder?: string | undefined } = {},
): Promise<BenchProcess> =>
  startProcess("frontdesk-process.ts", args, { profileFolder, nodeFlags: serverFlags });

async function answerOf(child: ChildProcess, file: string, msMax: number): Promise<unknown> {
  const done = new AbortController();
  const timer = setTimeout(() => done.abort(), msMax);
  const { signal } = done;
  try {
    return await Promise.race([
      once(child, "message", { signal }).then(([message]) => message as unknown),
      once(child, "exit", { signal }).then(([code]) => {
        throw new Error(`${file} ended with code ${code}`);
      }),
    ]);
  } catch (error) {
    if (signal.aborted) throw new Error(`${file} gave no answer within ${msMax} ms`);
    throw error;
  } finally {
    clearTimeout(timer);
    done.abort();
  }
}
