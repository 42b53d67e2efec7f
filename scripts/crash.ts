import { randomBytes } from "node:crypto";
import { runCommand, UsageError } from "./command-line.mjs";
import { runCrashes } from "./crash/run-crashes.ts";
import { sabotageNames } from "./crash/sabotage.ts";

const command = {
  name: "npm run test:crash",
  does: `Kills the real server again and again while guests and staff are at it, and proves that nothing was doubled or lost. Ends with one line
of JSON; each breach is a line before it. With the seed of a run, the same guests come and the same kills fall.`,
  options: {
    kills: { type: "string", value: "N", default: "200", says: "how often it is killed" },
    seed: {
      type: "string",
      value: "TEXT",
      unless: "a random one, which is printed",
      says: "what decides guests and kills",
    },
    "settle-ms": {
      type: "string",
      value: "N",
      default: "30000",
      says: "the promise: this long after a start that is let be, every turn has ended or waits for somebody",
    },
    sabotage: {
      type: "string",
      value: "NAME",
      unless: "none",
      says: `makes the server do wrong, which has to be found: ${sabotageNames.join(", ")}`,
    },
  },
  exits: { 0: "no breach", 1: "a breach" },
  example: "npm run test:crash -- --kills 50 --seed 1234abcd",
} as const;

await runCommand(command, main);

async function main({ values }: { values: Arguments }): Promise<number> {
  const { kills, seed, settleMsMax, sabotage } = read(values);
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
  return report.breaches.length > 0 ? 1 : 0;
}

interface Arguments {
  kills: string;
  seed: string | undefined;
  "settle-ms": string;
  sabotage: string | undefined;
}

function read({ kills, seed, "settle-ms": settleMs, sabotage: wanted }: Arguments) {
  const sabotage = sabotageNames.find((name) => name === wanted) ?? null;
  if (wanted !== undefined && !sabotage)
    throw new UsageError(`--sabotage: got ${wanted}, wants ${sabotageNames.join(" or ")}.`);
  return {
    kills: whole("--kills", kills),
    seed: seed ?? randomBytes(4).toString("hex"),
    settleMsMax: whole("--settle-ms", settleMs),
    sabotage,
  };
}

function whole(name: string, written: string): number {
  const value = Number(written);
  if (!/^\d{1,6}$/.test(written) || value < 1)
    throw new UsageError(`${name}: got ${written}, wants a whole number from 1 to 999999.`);
  return value;
}
