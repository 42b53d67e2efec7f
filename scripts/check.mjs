import { join } from "node:path";
import { exitCode } from "./run-logged.mjs";

/* `npm run check`: types, then format, lint and import arrows (scripts/arrows.jsonc). Both run, whatever the first one finds. */

const cwd = join(import.meta.dirname, "..");
const checks = [
  ["node_modules/typescript/bin/tsc", "--noEmit"],
  ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
];

for (const args of checks) {
  const code = await exitCode(process.execPath, args, { cwd, stdio: "inherit" });
  if (code !== 0) process.exitCode = 1;
}
