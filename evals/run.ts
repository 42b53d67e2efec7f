import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as z from "zod";
import { chooseModel } from "../agent/model/choose.ts";
import { type Model, ModelError } from "../agent/model/model.ts";
import { openDatabase } from "../db/open.ts";
import { seedDemo } from "../db/seed.ts";
import { ingestArticles } from "../knowledge/ingest.ts";
import { type Conversation, FormatError, readConversation } from "./format.ts";
import { seededAt } from "./moments.ts";
import { type Played, play } from "./play.ts";
import { asJson, summary, table, whyFailed } from "./report.ts";

const folder = dirname(fileURLToPath(import.meta.url));
const usage = "npm run evals -- [filter] [--model offline|ollama|openai] [--json FILE]";

/** `npm run evals`: plays the scripted conversations, prints a table and why any failed; exit code 1 when one did. */
async function run(): Promise<boolean> {
  const { filter, provider, json } = readArguments();
  const conversations = await readAll(filter);
  const model = await theModel(provider);
  const bytes = await seededBytes();
  const results: Played[] = [];
  for (const conversation of conversations)
    results.push(await play(conversation, { db: openDatabase(bytes), model }));
  if (json) await writeFile(json, `${JSON.stringify(asJson(results), null, 2)}\n`);
  const failed = results.filter((result) => !result.passed);
  console.log([table(results), ...failed.map(whyFailed), summary(results)].join("\n\n"));
  return failed.length === 0;
}

/** Somebody asked for what is not there. One line for them. */
class UsageError extends Error {}

function readArguments() {
  const options = { model: { type: "string" }, json: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true });
  if (positionals.length > 1) throw new UsageError(`one filter at a time: ${usage}`);
  const provider = z.enum(["offline", "ollama", "openai"]).safeParse(values.model ?? providerOfEnvironment());
  if (!provider.success) throw new UsageError(`the model is offline, ollama or openai: ${usage}`);
  return { filter: positionals[0]?.toLowerCase() ?? "", provider: provider.data, json: values.json };
}

/** What the server chooses by itself (`auto`) is offline here, so that a result does not depend on what happens to run on the machine. */
const providerOfEnvironment = () =>
  !process.env.MODEL_PROVIDER || process.env.MODEL_PROVIDER === "auto"
    ? "offline"
    : process.env.MODEL_PROVIDER;

/** Every conversation is read before the first is played: a bad file stops the run at once. */
async function readAll(filter: string): Promise<Conversation[]> {
  const files = (await readdir(join(folder, "conversations")))
    .filter((file) => file.endsWith(".yaml"))
    .sort();
  const all = await Promise.all(
    files.map(async (file) =>
      readConversation(file, await readFile(join(folder, "conversations", file), "utf8")),
    ),
  );
  const chosen = all.filter(({ file, name }) => `${file} ${name}`.toLowerCase().includes(filter));
  if (chosen.length === 0) throw new UsageError(`no conversation matches "${filter}"`);
  return chosen;
}

/** The model alone, without the offline one behind it: an eval measures what it names. */
async function theModel(provider: "offline" | "ollama" | "openai"): Promise<Model> {
  const { model, notice } = await chooseModel({
    provider,
    name: process.env.MODEL_NAME || "qwen3.5:4b",
    contextTokens: Number(process.env.MODEL_CONTEXT_TOKENS) || undefined,
    think: process.env.MODEL_THINK === "1",
    ollamaHost: process.env.OLLAMA_HOST || "http://127.0.0.1:11434",
    openaiBaseUrl: process.env.OPENAI_BASE_URL,
    openaiApiKey: process.env.OPENAI_API_KEY,
    firstTokenMsMax: Number(process.env.MODEL_FIRST_TOKEN_MS_MAX) || undefined,
    idleMsMax: Number(process.env.MODEL_IDLE_MS_MAX) || undefined,
    totalMsMax: Number(process.env.MODEL_CALL_MS_MAX) || undefined,
  });
  console.log(`${notice}\n`);
  return model;
}

/** The demo, seeded and with its help centre, made once: each conversation opens a copy of its own. */
async function seededBytes(): Promise<Buffer> {
  const db = openDatabase(":memory:");
  await seedDemo(db, { now: seededAt });
  await ingestArticles(db, { folder: join(folder, "../knowledge/articles") });
  const bytes = db.$client.serialize();
  db.$client.close();
  return bytes;
}

try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  const expected =
    error instanceof UsageError ||
    error instanceof FormatError ||
    error instanceof ModelError ||
    (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
  if (!expected) throw error;
  console.error((error as Error).message);
  process.exitCode = 1;
}
