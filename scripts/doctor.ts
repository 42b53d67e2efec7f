import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { config as readDotEnv } from "dotenv";
import { builtInPolicy } from "../agent/built-in-policy.ts";
import { chooseModel, type ModelChoice } from "../agent/model/choose.ts";
import { languageModel } from "../agent/model/language-model.ts";
import { ModelError } from "../agent/model/model.ts";
import { complete } from "../agent/model/model-settings.ts";
import { type OllamaServer, ollamaServer } from "../agent/model/ollama-server.ts";
import { ConfigError, loadConfig } from "../server/config.ts";
import { modelChoice } from "../server/model-choice.ts";
import { catalogue } from "../tools/catalogue.ts";
import { runCommand, UsageError } from "./command-line.mjs";
import { doctorBounds } from "./doctor/bounds.ts";
import { examine } from "./doctor/examine.ts";
import { probes } from "./doctor/probes.ts";
import { progressLine } from "./doctor/pull-progress.ts";
import { asJson, conclusion, row } from "./doctor/report.ts";

const projectFolder = join(import.meta.dirname, "..");

const cannotRun = 2;
const command = {
  name: "npm run doctor",
  does: `Examines the configured model with ${probes.length} probes, prints a table and whether it is fit for service, and writes both as JSON.`,
  options: {
    pull: { type: "boolean", says: "has Ollama fetch the model first, unless it is there" },
    json: { type: "string", value: "FILE", unless: "doctor.json in DATA_DIR", says: "where the JSON goes" },
  },
  exits: {
    0: "fit, or fit with care",
    1: "not fit",
    [cannotRun]: "it could not be examined, or what was asked is not understood",
  },
  example: "MODEL_NAME=qwen3:8b npm run doctor -- --pull",
} as const;

await runCommand(command, main, (error) =>
  error instanceof ConfigError || error instanceof ModelError ? cannotRun : null,
);

async function main({ values }: { values: { pull: boolean; json: string | undefined } }): Promise<number> {
  readDotEnv({ path: join(projectFolder, ".env"), quiet: true });
  const config = loadConfig(process.env, { projectFolder });
  if (config.modelProvider === "offline")
    throw new UsageError("MODEL_PROVIDER=offline: there is no language model to examine.");
  const provider = config.modelProvider === "openai" ? "openai" : "ollama";
  const settings = { ...modelChoice(config), host: config.ollamaHost };
  const ollama = provider === "ollama" ? ollamaServer(settings) : null;
  if (values.pull && ollama) await pull(ollama, config.modelName);

  const model = await modelOf({ ...settings, provider });
  console.log(`Examining ${model.name} (${provider}), context ${config.modelContextTokens} tokens\n`);
  const patient = {
    model,
    ollama,
    policy: builtInPolicy(),
    tools: catalogue,
    contextTokens: config.modelContextTokens,
    replyTokensMax: complete(settings).replyTokensMax,
    callsMax: config.modelCallsMax,
    embedModel: config.embedModel,
    bounds: doctorBounds,
  };
  const results = await examine(patient, probes, (result) => console.log(row(result)));
  console.log(`\n${conclusion(results, model.name)}`);
  const examinedAt = new Date().toISOString();
  const report = asJson(results, {
    model: model.name,
    provider,
    contextTokens: patient.contextTokens,
    examinedAt,
  });
  const file = values.json ?? join(config.dataDir, "doctor.json");
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
  return report.verdict === "not fit" ? 1 : 0;
}

/** As the server chooses it. A model that start-up refuses (no tools) is examined all the same: the table says why. */
async function modelOf(choice: ModelChoice & { provider: "ollama" | "openai"; host: string }) {
  const { provider } = choice;
  try {
    return (await chooseModel(choice)).model;
  } catch (error) {
    if (provider === "ollama" && error instanceof ModelError && error.code === "refused")
      return languageModel({ ...choice, provider });
    throw error;
  }
}

/** Fetches the model unless it is there. Ctrl-C stops it; Ollama goes on from there the next time. */
async function pull(ollama: OllamaServer, name: string): Promise<void> {
  const { signal } = new AbortController();
  if (await ollama.show(signal)) return;
  console.log(`Pulling ${name}`);
  for await (const progress of ollama.pull(signal, name)) {
    const line = progressLine(progress);
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${line}`);
    else if (progress.done === null || progress.done === progress.total) console.log(line);
  }
  console.log(process.stdout.isTTY ? "\n" : "");
}
