import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { runCrashes } from "./crash/run-crashes.ts";
import { type Sabotage, sabotageNames } from "./crash/sabotage.ts";

const usage = `npm run test:crash -- [--kills N] [--seed S] [--sabotage ${sabotageNames.join("|")}]`;
const killsDefault = 200;

/** Somebody asked for what cannot be done. One line for them. */
class UsageError extends Error {}

/**
 * `npm run test:crash`: kills the real server again and again while guests and staff are at it, and proves that nothing was doubled or lost. Ends with
 * one line of JSON; exit 1 on any breach, each of them a line before it. With the seed of a run, the same guests come and the same kills fall.
 */
async function main(): Promise<void> {
  const { kills, seed, sabotage } = readArguments();
  console.log(`seed ${seed}: ${kills} kills${sabotage ? `, sabotaged: ${sabotage}` : ""}`);
  const report = await runCrashes({
    kills,
    seed,
    sabotage,
    untilBreach: sabotage !== null,
    say: console.log,
  });
  for (const breach of report.breaches) console.log(`BREACH ${breach}`);
  if (report.breaches.length > 0)
    console.log(`Again with: npm run test:crash -- --kills ${kills} --seed ${seed}`);
  console.log(JSON.stringify(report));
  process.exitCode = report.breaches.length > 0 ? 1 : 0;
}

function readArguments(): { kills: number; seed: string; sabotage: Sabotage | null } {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: String(killsDefault) },
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      sabotage: { type: "string" },
    },
    strict: true,
  });
  const kills = Number(values.kills);
  if (!/^\d{1,6}$/.test(values.kills) || kills < 1)
    throw new UsageError(`--kills: got ${values.kills}, wants a whole number from 1 on.`);
  const sabotage = sabotageNames.find((name) => name === values.sabotage) ?? null;
  if (values.sabotage !== undefined && !sabotage) throw new UsageError(`Usage: ${usage}`);
  return { kills, seed: values.seed, sabotage };
}

try {
  await main();
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!(error instanceof UsageError) && !code?.startsWith("ERR_PARSE_ARGS")) throw error;
  console.error(message);
  process.exitCode = 1;
}
