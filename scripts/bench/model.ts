import { parseArgs } from "node:util";
import { cpuPerToken } from "./cpu-per-token.ts";
import { firstToken } from "./first-token.ts";
import { manyStreams } from "./many-streams.ts";
import { type Length, type Measurement, missed } from "./measurement.ts";
import { installPeers, PeersMissing } from "./peers.ts";
import { promptShare } from "./prompt-share.ts";

const usage =
  "npm run bench:model [-- --quick] [--no-peers] [--profile FOLDER]   (a CPU profile of each server, for Chrome or speedscope)";

/**
 * `npm run bench:model`: what the path from the model's socket to the guest's costs, on this machine, against the scripted model. Prints a
 * table and, as its last line, one JSON object. About three minutes; `--quick` shows in half a minute that it works. A missed target is
 * reported, not an error: on a busy machine compare ratios of one run.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      "no-peers": { type: "boolean", default: false },
      profile: { type: "string" },
    },
    strict: true,
  });
  const length: Length = { quick: values.quick, profileFolder: values.profile };
  const measurements = [firstToken, promptShare, manyStreams];
  if (!values["no-peers"]) {
    installPeers();
    measurements.unshift(cpuPerToken);
  }
  const all: Measurement = { figures: {}, targets: {} };
  for (const measure of measurements) {
    const { figures, targets } = await measure(length);
    print({ figures, targets });
    Object.assign(all.figures, figures);
    Object.assign(all.targets, targets);
  }
  console.log(JSON.stringify({ bench: "model", ...all, missed: missed(all) }));
}

function print({ figures, targets }: Measurement): void {
  for (const [name, figure] of Object.entries(figures)) {
    const target = targets[name];
    const bound = target && ("atMost" in target ? `at most ${target.atMost}` : `at least ${target.atLeast}`);
    const verdict = target
      ? missed({ figures, targets: { [name]: target } }).length > 0
        ? "MISSED"
        : "met"
      : "";
    console.log(
      [name.padEnd(26), String(figure).padStart(10), (bound ?? "").padEnd(14), verdict].join("  ").trimEnd(),
    );
  }
}

try {
  await main();
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const expected = error instanceof PeersMissing || code?.startsWith("ERR_PARSE_ARGS");
  if (!expected) throw error;
  console.error(error instanceof PeersMissing ? message : `${message}\nUsage: ${usage}`);
  process.exitCode = 1;
}
