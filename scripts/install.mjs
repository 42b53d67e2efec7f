import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { failure, runLogged } from "./run-logged.mjs";
import { stalePackages } from "./stale-packages.mjs";
import { findProgram, installSystemPackages } from "./system-programs.mjs";

const projectFolder = join(import.meta.dirname, "..");

/**
 * Brings node_modules up to the lock file and makes sure that SQLite loads. Of all packages only better-sqlite3 may run an install
 * script: the others work without theirs. Says nothing when there is nothing to do. Throws SetupError.
 */
export async function installPackages({ dev = false, sudo = false } = {}) {
  const stale = stalePackages({
    locked: readJson("package-lock.json"),
    installed: readJson("node_modules/.package-lock.json"),
    dev,
  });
  if (stale.length > 0) {
    console.log("Installing packages.");
    const done = await npm("ci", "--ignore-scripts", ...(dev ? ["--include=dev"] : []));
    if (!done.ok) throw failure("The packages cannot be installed.", done);
  }
  if (!sqliteLoads()) await buildSqlite({ sudo });
}

/** Takes a prebuilt SQLite where one can be fetched, else compiles it; a new major version of Node comes here too. */
async function buildSqlite({ sudo }) {
  console.log("Building SQLite (a minute or two where no prebuilt one can be fetched).");
  let done = await npm("rebuild", "better-sqlite3");
  if (!sqliteLoads() && compilerLacks()) {
    await installSystemPackages({
      what: "A C++ compiler, make or Python 3",
      packages: compilerPackages,
      sudo,
    });
    console.log("Compiling SQLite.");
    done = await npm("rebuild", "better-sqlite3");
  }
  if (!sqliteLoads()) throw failure("SQLite (better-sqlite3) cannot be built.", done);
  console.log("SQLite is built and loads.");
}

const compilerPackages = {
  apt: "build-essential python3",
  apk: "build-base python3",
  dnf: "gcc-c++ make python3",
  brew: "xcode-select --install",
};

function compilerLacks() {
  return (
    !findProgram(["c++", "g++", "clang++"]) || !findProgram(["make"]) || !findProgram(["python3", "python"])
  );
}

/** In a process of its own: a library that was built for another Node may take the process with it. */
function sqliteLoads() {
  const script = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ["-e", script], { cwd: projectFolder, stdio: "ignore" }).status === 0;
}

/** The npm that runs us, else the one on the PATH. */
function npm(...args) {
  const ours = process.env.npm_execpath?.endsWith("npm-cli.js") ? [process.env.npm_execpath] : null;
  const [command, before] = ours
    ? [process.execPath, ours]
    : [process.platform === "win32" ? "npm.cmd" : "npm", []];
  return runLogged({ command, args: [...before, ...args], cwd: projectFolder, env: compilerSettings() });
}

/** node-gyp would fetch Node's headers from the internet; most installations of Node bring them along. */
function compilerSettings() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  const headers = existsSync(join(prefix, "include/node/node.h")) ? { npm_config_nodedir: prefix } : {};
  return { JOBS: "max", ...headers };
}

function readJson(path) {
  const file = join(projectFolder, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}
