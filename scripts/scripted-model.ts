import { readScriptFile, ScriptFileError } from "../agent/model/scripted/script-file.ts";
import { startScriptedServer } from "../agent/model/scripted/scripted-server.ts";
import { runCommand, UsageError } from "./command-line.mjs";

const command = {
  name: "npm run scripted-model",
  does: "A model server that says what FILE tells it, faults included, until Ctrl-C; Frontdesk runs against it as against a real one.",
  words: { FILE: "a script, as those of evals/model-scripts/ are" },
  options: {
    port: {
      type: "string",
      value: "N",
      default: "11435",
      says: "where it listens on this machine; 0 for any free port",
    },
  },
  exits: { 0: "stopped", 1: "not started: the file is no script, or the port is taken" },
  example: "npm run scripted-model -- evals/model-scripts/everything-goes-wrong.yaml",
} as const;

/** The port cannot be had. One line for whoever asked. */
class PortTaken extends Error {}

await runCommand(command, main, (error) =>
  error instanceof ScriptFileError || error instanceof PortTaken ? 1 : null,
);

async function main({ values, words: [file, ...more] }: { values: { port: string }; words: string[] }) {
  if (!file || more.length > 0) throw new UsageError("Wants one file.");
  const port = portOf(values.port);
  const { model, replies } = await readScriptFile(file);
  const models = [{ name: model, capabilities: ["completion", "tools", "thinking"] }];
  const server = await startScriptedServer({ script: replies, models, port }).catch(orPortTaken);
  console.log(`${file} is served as ${model}, with ${replies.length} replies. Run Frontdesk on it with one of:
  MODEL_PROVIDER=ollama MODEL_NAME=${model} OLLAMA_HOST=${server.url} npm start
  MODEL_PROVIDER=openai MODEL_NAME=${model} OPENAI_BASE_URL=${server.url}/v1 npm start
Ctrl-C stops it; started again, the script begins again.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
}

function portOf(written: string): number {
  const port = Number(written);
  if (!/^\d{1,5}$/.test(written) || port > 65_535)
    throw new UsageError(`--port: got ${written}, wants a whole number from 0 to 65535.`);
  return port;
}

function orPortTaken(error: NodeJS.ErrnoException): never {
  if (error.code !== "EADDRINUSE") throw error;
  throw new PortTaken(`The port is taken; choose another with --port. (${error.message})`);
}
