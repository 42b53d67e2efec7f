import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { config as readDotEnv } from "dotenv";
import { pino } from "pino";
import { openDatabase } from "../db/open.ts";
import { loadConfig } from "./config.ts";
import { createQueue } from "./jobs/create-queue.ts";
import { Dispatcher } from "./jobs/dispatcher.ts";
import { outsideOf } from "./outside.ts";
import { steadyWallClock } from "./steady-clock.ts";

/*
 * A process beside the server that runs jobs and nothing else: no turns, no recovery, no port. Any number of them, on the
 * server's settings and its machine, since they open the same SQLite file. The server runs jobs too; none of these has to exist.
 */

const projectFolder = join(dirname(fileURLToPath(import.meta.url)), "..");

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  readDotEnv({ path: join(projectFolder, ".env"), quiet: true });
  const config = loadConfig(process.env, { projectFolder });
  const log = pino({ level: config.logLevel, base: null });
  const db = openDatabase(config.databaseFile);
  const queue = createQueue({ config, db, log });
  // Dated by the wall clock, in a demo too: the demo's own clock ticks in its server, and when a job ran shows nowhere.
  const wallClock = steadyWallClock(log);
  const dispatcher = new Dispatcher({ db, queue, clock: wallClock, wallClock, log, ...outsideOf(config) });
  await dispatcher.start();
  console.log(`A Frontdesk worker is running jobs from ${queue.description}. Ctrl-C stops it.`);
  await stopSignal();
  await dispatcher.close();
  db.$client.close();
  console.log("The worker has stopped.");
  process.exit(0);
}

function stopSignal(): Promise<unknown> {
  return new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
}
