import { join } from "node:path";
import { runCommand } from "./command-line.mjs";
import { exitCode } from "./run-logged.mjs";

const cwd = join(import.meta.dirname, "..");
const checks = [
  ["node_modules/typescript/bin/tsc", "--noEmit"],
  ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
];

const command = {
  name: "npm run check",
  does: "Types, then format, lint and import arrows (scripts/arrows.jsonc). Both run, whatever the first one finds.",
  exits: { 0: "nothing found", 1: "something found" },
  example: "npm run check",
};

await runCommand(command, async () => {
  let found = 0;
  for (const args of checks)
    if ((await exitCode(process.execPath, args, { cwd, stdio: "inherit" })) !== 0) found = 1;
  return found;
});
