import { parseArgs } from "node:util";
import { measureAll } from "./measurement.ts";
import { installPeers, orInOneLine } from "./peers.ts";
import { bytesKept, manyConversations, turnCost } from "./turn-cost.ts";

const usage =
  "npm run bench:turn [-- --quick] [--no-peers] [--profile FOLDER]   (a CPU profile of Frontdesk's agent, for Chrome or speedscope)";

/**
 * `npm run bench:turn`: what a turn costs with everything on, beside a ReAct agent of LangGraph (ChatOllama, SqliteSaver), the AI SDK's
 * `streamText`, and a bare loop as the floor, all on the same scripted model in one run. Prints a table and, as its last line, one JSON object. About
 * three minutes; `--quick` shows in half a minute that it works. On a busy machine compare ratios of one run. (OpenAI Agents and Mastra are
 * left out: the first needs Node 22 by one of its packages, the second for the size of its install.)
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
  if (!values["no-peers"]) installPeers();
  const measurements = values["no-peers"] ? [bytesKept] : [turnCost, manyConversations, bytesKept];
  await measureAll("turn", measurements, { quick: values.quick, profileFolder: values.profile });
}

await orInOneLine(main, usage);
