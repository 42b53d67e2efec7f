import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScriptedServer } from "../../agent/model/scripted/scripted-server.ts";
import { buildServer } from "./build-server.ts";
import { foundCompany } from "./company.ts";
import { CrashRun } from "./crash-run.ts";
import { freePort } from "./free-port.ts";
import { modelWords } from "./model-words.ts";
import { Moments } from "./moments.ts";
import type { Sabotage } from "./sabotage.ts";
import { ServerProcess } from "./server-process.ts";

export interface CrashOptions {
  kills: number;
  seed: string;
  /** How long everybody may take to come to her end, after a start that is let be. */
  settleMsMax: number;
  /** A sabotaged run ends when what is sought of it is found. */
  sabotage: Sabotage | null;
  say(line: string): void;
}

export interface CrashReport {
  seed: string;
  kills: number;
  /** Kills that came at the moment they were planned for; the others' moment never came, and they came after a while. */
  killsAtTheirMoment: number;
  journeys: Record<"as-planned" | "handed-off" | "left", number>;
  /** The kinds of journeys that ended with a person, though their plan has none: honest, but not what is to be tried. */
  handedOffFrom: string[];
  messagesTaken: number;
  confirmationsDone: number;
  creditsGiven: number;
  /** Deposits that a host laid claim to, by what the claim found: the deposit, or the refund made before. */
  claims: Record<"held" | "too-late", number>;
  msPerKill: number;
  /** The longest that everybody took to come to her end, after a start that was let be. */
  settledAfterMsMax: number;
  breaches: string[];
}

/**
 * Plays guests and staff against the real server, kills it again and again, and reconciles what is left with what the harness knows. Breaches
 * are in the report; throws only when the harness itself cannot go on. With a breach, the data folder is kept and named.
 */
export async function runCrashes(options: CrashOptions): Promise<CrashReport> {
  const { sabotage, say } = options;
  const dataFolder = mkdtempSync(join(tmpdir(), "frontdesk-crash-"));
  const databaseFile = join(dataFolder, "frontdesk.db");
  await foundCompany(databaseFile);
  const model = await startScriptedServer({ script: modelWords });
  const built = await buildServer(sabotage);
  const port = await freePort();
  const env = environment({ dataFolder, port, modelUrl: model.url });
  const server = new ServerProcess({ file: built.file, env, logFile: join(dataFolder, "server.log") });
  const stop = new AbortController();
  const wire = { url: `http://127.0.0.1:${port}`, server, moments: new Moments(), signal: stop.signal };
  const run = new CrashRun({ ...options, wire, databaseFile, guestTokenSecret });
  try {
    const report = await run.play();
    if (report.breaches.length > 0) say(`The data are kept in ${dataFolder}.`);
    else rmSync(dataFolder, { recursive: true, force: true });
    return report;
  } finally {
    stop.abort();
    await server.close();
    await model.close();
    built.remove();
  }
}

const guestTokenSecret = "a secret of guests for the crash tests";

const environment = (of: { dataFolder: string; port: number; modelUrl: string }): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  DATA_DIR: of.dataFolder,
  PORT: String(of.port),
  HOST: "127.0.0.1",
  DEMO: "0",
  MODEL_PROVIDER: "ollama",
  OLLAMA_HOST: of.modelUrl,
  MODEL_CALLS_MAX: "32",
  GUEST_TOKEN_SECRET: guestTokenSecret,
  STAFF_SESSION_SECRET: "a secret of staff for the crash tests",
  LOG_LEVEL: "warn",
});
