import { runCommand } from "../command-line.mjs";
import { type BenchValues, benchExits, benchOptions } from "./bench-options.ts";
import { measureAll } from "./measurement.ts";
import { installPeers, PeersMissing } from "./peers.ts";
import { bytesKept, manyConversations, turnCost } from "./turn-cost.ts";

const command = {
  name: "npm run bench:turn",
  does: `Measures a whole turn on the same scripted model beside LangGraph's ReAct agent, the AI SDK and a bare loop: CPU, latency, bytes kept. About
three minutes. Prints a table and, as its last line, one JSON object. A missed target is reported, not an error.`,
  options: benchOptions,
  exits: benchExits,
  example: "npm run bench:turn -- --quick --no-peers",
} as const;

await runCommand(command, main, (error) => (error instanceof PeersMissing ? 1 : null));

/**
 * `npm run bench:turn`: what a turn costs with everything on, beside a ReAct agent of LangGraph (ChatOllama, SqliteSaver), the AI SDK's
 * `streamText`, and a bare loop as the floor, all on the same scripted model in one run. Prints a table and, as its last line, one JSON object. About
 * three minutes; `--quick` shows in half a minute that it works. On a busy machine compare ratios of one run. (OpenAI Agents and Mastra are
 * left out: the first needs Node 22 by one of its packages, the second for the size of its install.)
 */
async function main({ values }: { values: BenchValues }): Promise<void> {
  if (!values["no-peers"]) installPeers();
  const measurements = values["no-peers"] ? [bytesKept] : [turnCost, manyConversations, bytesKept];
  await measureAll("turn", measurements, { quick: values.quick, profileFolder: values.profile });
}
