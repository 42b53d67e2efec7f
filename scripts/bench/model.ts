import { parseArgs } from "node:util";
import { cpuPerToken } from "./cpu-per-token.ts";
import { firstToken } from "./first-token.ts";
import { manyStreams } from "./many-streams.ts";
import { type Length, measureAll } from "./measurement.ts";
import { installPeers, orInOneLine } from "./peers.ts";
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
  await measureAll("model", measurements, length);
}

await orInOneLine(main, usage);
