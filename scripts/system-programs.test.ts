import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/* A machine of our own: a folder as its whole PATH, with an apt that writes down what it was asked. */
let machine: string;
const asked = () => readFileSync(join(machine, "asked"), "utf8").trim().split("\n");

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), "frontdesk-machine-"));
  symlinkSync("/usr/bin/env", join(machine, "env"));
  program("apt-get", `echo "$@" >> ${join(machine, "asked")}`);
});
afterEach(() => rmSync(machine, { recursive: true }));

function program(name: string, script: string): void {
  writeFileSync(join(machine, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(machine, name), 0o755);
}

/** Asks for redis there, as that user, and returns what was said. */
function install({ uid, sudo = true }: { uid: number; sudo?: boolean }) {
  const script = `
    process.getuid = () => ${uid};
    const { installSystemPackages } = await import("./scripts/system-programs.mjs");
    await installSystemPackages({ what: "redis-server", packages: { apt: "redis-server" }, sudo: ${sudo} })
      .catch((error) => { console.log(error.message); process.exitCode = 1; });`;
  const args = ["--input-type=module", "-e", script];
  return spawnSync(process.execPath, args, { env: { PATH: machine }, encoding: "utf8" });
}

const update = "-o DPkg::Lock::Timeout=120 update";
const upgrade = "-o DPkg::Lock::Timeout=120 install -y redis-server";

test("root gets a missing program through apt", () => {
  expect(install({ uid: 0 }).status).toBe(0);
  // The first line is the question whether there is an apt-get.
  expect(asked()).toEqual(["--version", "--version", update, upgrade]);
});

test("whoever may sudo without a password does too, when the caller allows it", () => {
  program("sudo", 'shift; [ "$1" = true ] || exec "$@"');
  expect(install({ uid: 1000 }).status).toBe(0);
  expect(asked()).toEqual(["--version", "--version", update, upgrade]);
});

test.each([
  { uid: 1000, sudo: true },
  { uid: 1000, sudo: false },
])("anybody else is told the exact command, and nothing is installed: %j", ({ uid, sudo }) => {
  program("sudo", sudo ? "exit 1" : "exit 0");
  const { status, stdout } = install({ uid, sudo });
  expect(status).toBe(1);
  expect(stdout).toContain("redis-server is missing.");
  expect(stdout).toContain("\n  sudo apt-get update && sudo apt-get install -y redis-server\n");
  expect(asked().every((line) => line === "--version")).toBe(true);
});

test("when apt fails, its last words are shown", () => {
  program("apt-get", 'case "$*" in *install*) echo "E: no such package"; exit 100;; esac');
  const { status, stdout } = install({ uid: 0 });
  expect(status).toBe(1);
  expect(stdout).toContain("`apt-get update && apt-get install -y redis-server` failed");
  expect(stdout).toContain("E: no such package");
});

test("a machine without a package manager is told what is missing", () => {
  rmSync(join(machine, "apt-get"));
  expect(install({ uid: 0 }).stdout).toBe("redis-server is missing. Install it, then try again.\n");
  expect(existsSync(join(machine, "asked"))).toBe(false);
});
