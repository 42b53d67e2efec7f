import { installPackages } from "./install.mjs";
import { SetupError } from "./run-logged.mjs";
import { findProgram, installSystemPackages } from "./system-programs.mjs";

const chromiumNames = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Gets what the tests need: packages, a real Redis, a real browser. Throws SetupError with the command that a person has to run. */
export async function prepareTests() {
  await installPackages({ dev: true, sudo: true });
  const redisServer = await program({
    what: "redis-server",
    names: ["redis-server"],
    packages: { apt: "redis-server", apk: "redis", dnf: "redis", brew: "brew install redis" },
  });
  const chromium = await program({
    what: "Chromium (or Google Chrome, or a path to either in CHROMIUM_PATH)",
    names: [process.env.CHROMIUM_PATH, ...chromiumNames].filter(Boolean),
    packages: { apt: "chromium", apk: "chromium", dnf: "chromium", brew: "brew install --cask chromium" },
  });
  return { redisServer, chromium };
}

async function program({ what, names, packages }) {
  const found = findProgram(names);
  if (found) return found;
  await installSystemPackages({ what, packages, sudo: true });
  const installed = findProgram(names);
  // On Ubuntu the package `chromium` may be a stub that wants snapd.
  if (!installed)
    throw new SetupError(`${what} does not run, though apt has installed it. Install it in another way.`);
  return installed;
}
