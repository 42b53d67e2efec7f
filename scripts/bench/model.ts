import { runCommand } from "../command-line.mjs";
import { type BenchValues, benchExits, benchOptions } from "./bench-options.ts";
import { cpuPerToken } from "./cpu-per-token.ts";
import { firstToken } from "./first-token.ts";
import { manyStreams } from "./many-streams.ts";
import { type Length, measureAll } from "./measurement.ts";
import { installPeers, PeersMissing } from "./peers.ts";
import { promptShare } from "./prompt-share.ts";

const command = {
  name: "npm run bench:model",
  does: `Measures the path from the model to the guest on this machine, against a scripted model: CPU a token beside ChatOllama, first token, equal
prompt, 200 streams. About three minutes. Prints a table and, as its last line, one JSON object. A missed target is reported, not an error.`,
  options: benchOptions,
  exits: benchExits,
  example: "npm run bench:model -- --quick --no-peers",
} as const;

await runCommand(command, main, (error) => (error instanceof PeersMissing ? 1 : null));

/**
 * `npm run bench:model`: what the path from the model's socket to the guest's costs, on this machine, against the scripted model. Prints a
 * table and, as its last line, one JSON object. About three minutes; `--quick` shows in half a minute that it works. A missed target is
 * reported, not an error: on a busy machine compare ratios of one run.
 */
async function main({ values }: { values: BenchValues }): Promise<void> {
  const length: Length = { quick: values.quick, profileFolder: values.profile };
  const measurements = [firstToken, promptShare, manyStreams];
  if (!values["no-peers"]) {
    installPeers();
    measurements.unshift(cpuPerToken);
  }
  await measureAll("model", measurements, length);
}
