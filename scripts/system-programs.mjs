import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { failure, runLogged, SetupError } from "./run-logged.mjs";

const probeMsMax = 20_000;

/** The first of these programs, by name on the PATH or by path, that is there and can say its version; or null. */
export function findProgram(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = names.flatMap((name) =>
    name.includes("/") ? [name] : folders.map((folder) => join(folder, name)),
  );
  return paths.find((path) => isExecutable(path) && runs(path, ["--version"])) ?? null;
}

/**
 * Installs packages of the system where that needs nobody's password: through apt as root, or with `sudo -n` when the caller allows
 * it. Throws SetupError with the command that a person has to run when that is not so, or when it fails.
 */
export async function installSystemPackages({ what, packages, sudo }) {
  const command = commandFor(packages);
  const prefix = withoutPassword({ sudo });
  if (!packages.apt || !findProgram(["apt-get"]) || !prefix) {
    throw new SetupError(
      `${what} is missing. ${command ? `Run this, then try again:\n\n  ${command}` : "Install it, then try again."}`,
    );
  }
  console.log(`Installing ${packages.apt} with apt.`);
  await apt(prefix, ["update"]);
  const done = await apt(prefix, ["install", "-y", ...packages.apt.split(" ")]);
  if (!done.ok) throw failure(`${what} is missing, and \`${command}\` failed.`, done);
}

function apt(prefix, args) {
  const [command, ...rest] = [
    ...prefix,
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "-o",
    "DPkg::Lock::Timeout=120",
    ...args,
  ];
  return runLogged({ command, args: rest });
}

/** How to become root without being asked anything, or null. */
function withoutPassword({ sudo }) {
  if (process.getuid?.() === 0) return [];
  return sudo && runs("sudo", ["-n", "true"]) ? ["sudo", "-n"] : null;
}

/** The command of this machine's package manager. */
function commandFor({ apt: debian, apk, dnf, brew }) {
  const asRoot = process.getuid?.() === 0 ? "" : "sudo ";
  if (debian && findProgram(["apt-get"]))
    return `${asRoot}apt-get update && ${asRoot}apt-get install -y ${debian}`;
  if (apk && findProgram(["apk"])) return `${asRoot}apk add ${apk}`;
  if (dnf && findProgram(["dnf"])) return `${asRoot}dnf install -y ${dnf}`;
  if (brew && process.platform === "darwin") return brew;
  return null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function runs(command, args) {
  return spawnSync(command, args, { stdio: "ignore", timeout: probeMsMax }).status === 0;
}
