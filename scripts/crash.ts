import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { runCrashes } from "./crash/run-crashes.ts";
import { type Sabotage, sabotageNames } from "./crash/sabotage.ts";

const usage = `npm run test:crash -- [--kills N] [--seed S] [--settle-ms N] [--sabotage ${sabotageNames.join("|")}]`;
const killsDefault = 200;
/** The promise: this long after a start that is let be, every turn has ended or waits for somebody. */
const settleMsPromised = 30_000;

/** Somebody asked for what cannot be done. One line for them. */
class UsageError extends Error {}

/**
 * `npm run test:crash`: kills the real server again and again while guests and staff are at it, and proves that nothing was doubled or lost. Ends with
 * one line of JSON; exit 1 on any breach, each of them a line before it. With the seed of a run, the same guests come and the same kills fall.
 */
async function main(): Promise<void> {
  const { kills, seed, settleMsMax, sabotage } = readArguments();
  console.log(`seed ${seed}: ${kills} kills${sabotage ? `, sabotaged: ${sabotage}` : ""}`);
  const report = await runCrashes({
    kills,
    seed,
    settleMsMax,
    sabotage,
    say: console.log,
  });
  for (const breach of report.breaches) console.log(`BREACH ${breach}`);
  if (report.breaches.length > 0)
    console.log(`Again with: npm run test:crash -- --kills ${kills} --seed ${seed}`);
  console.log(JSON.stringify(report));
  process.exitCode = report.breaches.length > 0 ? 1 : 0;
}

interface Arguments {
  kills: number;
  seed: string;
  settleMsMax: number;
  sabotage: Sabotage | null;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: String(killsDefault) },
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      "settle-ms": { type: "string", default: String(settleMsPromised) },
      sabotage: { type: "string" },
    },
    strict: true,
  });
  const sabotage = sabotageNames.find((name) => name === values.sabotage) ?? null;
  if (values.sabotage !== undefined && !sabotage) throw new UsageError(`Usage: ${usage}`);
  const { seed } = values;
  return {
    kills: whole("--kills", values.kills),
    seed,
    settleMsMax: whole("--settle-ms", values["settle-ms"]),
    sabotage,
  };
}

function whole(name: string, written: string): number {
  const value = Number(written);
  if (!/^\d{1,6}$/.test(written) || value < 1)
    throw new UsageError(`${name}: got ${written}, wants a whole number from 1 to 999999.`);
  return value;
}

try {
  await main();
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!(error instanceof UsageError) && !code?.startsWith("ERR_PARSE_ARGS")) throw error;
  console.error(message);
  process.exitCode = 1;
}
