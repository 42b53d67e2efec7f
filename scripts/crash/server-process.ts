import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";

/**
 * The server in a process of its own, killed and started again on the same data. The next process is loaded while this one runs, and touches
 * nothing before it is its turn.
 */
export class ServerProcess {
  #child: ChildProcess | null = null;
  #spare: ChildProcess | null = null;
  #isUp = false;
  #waiting: (() => void)[] = [];
  #log: WriteStream;
  /** Ends that were not the harness's doing. */
  readonly deaths: string[] = [];

  /** What the server prints is appended to `logFile`. */
  constructor(private readonly of: { file: string; env: NodeJS.ProcessEnv; logFile: string }) {
    this.#log = createWriteStream(of.logFile, { flags: "a" });
  }

  /** Begins to start; `up` tells when it listens. */
  start(): void {
    const child = this.#spare ?? this.#load();
    this.#child = child;
    let said = "";
    child.stdout?.on("data", (data) => {
      if (this.#isUp || child !== this.#child) return;
      said += String(data);
      if (said.includes(readyWords)) this.#becomeUp();
    });
    child.once("exit", (code, signal) => {
      if (child !== this.#child) return;
      this.#isUp = false;
      this.deaths.push(`the server ended by itself (${signal ?? code}); see ${this.of.logFile}`);
    });
    child.stdin?.write("\n");
    this.#spare = this.#load();
  }

  /** Resolves at once while the server listens, else when a server does, be it this one or a later one. */
  up(): Promise<void> {
    return this.#isUp ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** SIGKILL. Nothing of the server runs any more when this resolves. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    this.#isUp = false;
    await end(child);
  }

  async close(): Promise<void> {
    await this.kill();
    await end(this.#spare);
    this.#log.end();
  }

  #becomeUp(): void {
    this.#isUp = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #load(): ChildProcess {
    const { file, env } = this.of;
    const child = spawn(process.execPath, [file], { env, stdio: ["pipe", "pipe", "pipe"] });
    // The pipe of a process that is killed may break while it is written to.
    child.stdin?.on("error", () => {});
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    return child;
  }
}

const readyWords = "Frontdesk is running.";

async function end(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
