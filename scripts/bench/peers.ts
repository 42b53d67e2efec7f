import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const installMsMax = 120_000;

/** Why the peers cannot be measured, in one line for the operator. */
export class PeersMissing extends Error {}

/**
 * Installs what the benches measure against, from the lock file of this folder, where it is not there yet. Users of Frontdesk never
 * install it: it stands in no package file but ours. Throws `PeersMissing` when npm cannot get it.
 */
export function installPeers(): void {
  if (arePeersInstalled()) return;
  console.error("Installing what is compared with, in scripts/bench/node_modules …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: installMsMax,
    shell: process.platform === "win32",
  });
  if (status !== 0)
    throw new PeersMissing(
      "What is compared with could not be installed: is the npm registry reachable? Or run without it: --no-peers",
    );
}

export function arePeersInstalled(): boolean {
  const packages = ["@langchain/ollama", "ai", "ollama-ai-provider-v2"];
  return packages.every((name) => existsSync(join(import.meta.dirname, "node_modules", name)));
}
