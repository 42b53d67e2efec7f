import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { chooseModel } from "../agent/model/choose.ts";
import { type Model, ModelError } from "../agent/model/model.ts";
import { openDatabase } from "../db/open.ts";
import { seedDemo } from "../db/seed.ts";
import { ingestArticles } from "../knowledge/ingest.ts";
import { runCommand, UsageError } from "../scripts/command-line.mjs";
import { type Conversation, FormatError, readConversation } from "./format.ts";
import { seededAt } from "./moments.ts";
import { type Played, play } from "./play.ts";
import { asJson, summary, table, whyFailed } from "./report.ts";

const folder = dirname(fileURLToPath(import.meta.url));
const command = {
  name: "npm run evals",
  does: "Plays the scripted conversations of evals/conversations/, prints a table, and why any failed.",
  words: { "[FILTER]": "only those whose file or name has this in it" },
  options: {
    model: {
      type: "string",
      value: "offline|ollama|openai",
      unless: "MODEL_PROVIDER, or else offline",
      says: "who is played with",
    },
    json: { type: "string", value: "FILE", says: "writes the results there as well" },
  },
  exits: { 0: "all passed", 1: "one failed, or could not be played" },
  example: "npm run evals -- refund --model ollama",
} as const;

await runCommand(command, main, (error) =>
  error instanceof FormatError || error instanceof ModelError ? 1 : null,
);

interface Given {
  values: { model: string | undefined; json: string | undefined };
  words: string[];
}

async function main({ values: { model: written, json }, words: [filter = "", ...more] }: Given) {
  if (more.length > 0) throw new UsageError("One filter at a time.");
  const conversations = await readAll(filter.toLowerCase());
  const model = await theModel(providerOf(written ?? providerOfEnvironment()));
  const bytes = await seededBytes();
  const results: Played[] = [];
  for (const conversation of conversations)
    results.push(await play(conversation, { db: openDatabase(bytes), model }));
  if (json) await writeFile(json, `${JSON.stringify(asJson(results), null, 2)}\n`);
  const failed = results.filter((result) => !result.passed);
  console.log([table(results), ...failed.map(whyFailed), summary(results)].join("\n\n"));
  return failed.length === 0 ? 0 : 1;
}

function providerOf(written: string) {
  const provider = z.enum(["offline", "ollama", "openai"]).safeParse(written);
  if (!provider.success) throw new UsageError(`--model: got ${written}, wants offline, ollama or openai.`);
  return provider.data;
}

/** What the server chooses by itself (`auto`) is offline here, so that a result does not depend on what happens to run on the machine. */
function providerOfEnvironment(): string {
  const { MODEL_PROVIDER: set } = process.env;
  return !set || set === "auto" ? "offline" : set;
}

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
  if (chosen.length === 0) throw new UsageError(`No conversation matches "${filter}".`);
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
