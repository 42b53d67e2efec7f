import { parseArgs } from "node:util";
import { readScriptFile, ScriptFileError } from "../agent/model/scripted/script-file.ts";
import { startScriptedServer } from "../agent/model/scripted/scripted-server.ts";

const usage = "npm run scripted-model -- FILE [--port N]";
const portDefault = "11435";

/** Somebody asked for what cannot be done. One line for them. */
class UsageError extends Error {}

/** `npm run scripted-model -- FILE`: a model server that says what FILE tells it, until Ctrl-C; Frontdesk runs against it as against a real one. */
async function main(): Promise<void> {
  const { file, port } = readArguments();
  const { model, replies } = await readScriptFile(file);
  const models = [{ name: model, capabilities: ["completion", "tools", "thinking"] }];
  const server = await startScriptedServer({ script: replies, models, port });
  console.log(`${file} is served as ${model}, with ${replies.length} replies. Run Frontdesk on it with one of:
  MODEL_PROVIDER=ollama MODEL_NAME=${model} OLLAMA_HOST=${server.url} npm start
  MODEL_PROVIDER=openai MODEL_NAME=${model} OPENAI_BASE_URL=${server.url}/v1 npm start
Ctrl-C stops it; started again, the script begins again.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
}

function readArguments(): { file: string; port: number } {
  const { values, positionals } = parseArgs({
    options: { port: { type: "string", default: portDefault } },
    allowPositionals: true,
    strict: true,
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new UsageError(`Usage: ${usage}`);
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535)
    throw new UsageError(`--port: got ${values.port}, wants a whole number from 0 to 65535.`);
  return { file, port };
}

try {
  await main();
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const expected =
    error instanceof UsageError || error instanceof ScriptFileError || code?.startsWith("ERR_PARSE_ARGS");
  if (!expected && code !== "EADDRINUSE") throw error;
  console.error(
    code === "EADDRINUSE" ? `The port is taken; choose another with --port. (${message})` : message,
  );
  process.exitCode = 1;
}
