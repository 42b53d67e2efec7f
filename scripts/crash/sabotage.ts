import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Aim } from "./kill-plan.ts";

/*
 * A harness that has never found anything proves nothing. Each sabotage replaces a module or two of the server, in the harness's own build of
 * it, by what a plausible mistake would have written there; the harness must find what comes of it. There is no switch for this in the product.
 */

/** What the server is made to do wrong, and the modules that do it. Paths from the project's folder. */
const sabotages = {
  /** Effects without their unique key: the money moves, and that it did is written down a moment later. */
  "no-unique-key": {
    "db/open.ts": "open-without-keys.ts",
    "db/effects/run-once.ts": "run-perhaps-twice.ts",
    "db/effects/cancel-booking.ts": "cancel-whatever-stands.ts",
  },
  /** A message is answered first and stored soon after. */
  "answer-before-commit": {
    "db/conversations.ts": "accept-later.ts",
    "db/turns.ts": "find-promised-turns.ts",
  },
  /** After a start, what was running is left as it is. */
  "no-recovery": { "db/turns.ts": "forget-running-turns.ts" },
  /** The answer to an Idempotency-Key is kept behind what was done, and not with it. */
  "key-kept-later": { "db/open.ts": "keep-the-answer-later.ts" },
} as const;

export type Sabotage = keyof typeof sabotages;

/** What must be found of each. Other things break with it, and are found too. */
export const sought: Record<Sabotage, RegExp> = {
  "no-unique-key": /doubled effect: confirmation \S+ moved money \d times/,
  "answer-before-commit": /lost: message \S+ was answered 200 and is not there/,
  "no-recovery": /turn \S+ is still running/,
  "key-kept-later": /doubled credit: .+ is there \d times, given \d/,
};
/** The gap that each opens. Kills fall into it, so that what is sought is found on a slow machine too, and within a few kills. */
export const aims: Record<Sabotage, Aim> = {
  "no-unique-key": { moment: "work-begun", delayMsMax: 200 },
  "answer-before-commit": { moment: "message-taken", delayMsMax: 25 },
  "no-recovery": { moment: "message-taken", delayMsMax: 5 },
  "key-kept-later": { moment: "credit-sent", delayMsMax: 300 },
};

/** The journeys that come upon it, by name: only these are made, so that it is found within a few kills. */
export const cameUpon: Record<Sabotage, RegExp> = {
  "no-unique-key": /^cancels/,
  "answer-before-commit": /./,
  "no-recovery": /./,
  "key-kept-later": /on credit/,
};

export const sabotageNames = Object.keys(sabotages) as Sabotage[];
export const sabotageFolder = join(import.meta.dirname, "sabotage");
const projectFolder = join(import.meta.dirname, "../..");

/** The file that stands in for a module; null when the sabotage leaves it alone. */
export function replacementOf(sabotage: Sabotage, module: string): string | null {
  const replaced: Record<string, string> = sabotages[sabotage];
  const by = replaced[relative(projectFolder, module).replaceAll("\\", "/")];
  return by ? join(sabotageFolder, by) : null;
}

/** Modules that a sabotage names and that are not there any more: it would spoil nothing. */
export const missingModules = (): string[] =>
  Object.values(sabotages)
    .flatMap((replaced) => Object.keys(replaced))
    .filter((module) => !existsSync(join(projectFolder, module)));
