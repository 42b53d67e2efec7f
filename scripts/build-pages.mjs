import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { failure, runLogged } from "./run-logged.mjs";

const projectFolder = join(import.meta.dirname, "..");
const web = join(projectFolder, "web");
const dist = join(web, "dist");

/** Builds web/dist when it is missing or older than what it is made of. Throws SetupError. */
export async function buildPages() {
  if (isFresh()) return;
  console.log("Building the pages.");
  const vite = join(projectFolder, "node_modules/vite/bin/vite.js");
  const done = await runLogged({ command: process.execPath, args: [vite, "build"], cwd: projectFolder });
  if (!done.ok) throw failure("The pages cannot be built.", done);
}

function isFresh() {
  if (!existsSync(join(dist, "index.html"))) return false;
  const sources = [
    ...filesIn(web),
    join(projectFolder, "vite.config.ts"),
    join(projectFolder, "package-lock.json"),
  ];
  return Math.min(...filesIn(dist).map(changedAt)) > Math.max(...sources.filter(existsSync).map(changedAt));
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (path === dist && folder === web) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function changedAt(file) {
  return statSync(file).mtimeMs;
}
