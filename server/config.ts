import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type * as z from "zod";
import { keptSecret } from "./auth/secrets.ts";
import { settings } from "./settings.ts";

/** The settings, parsed. Paths are absolute. What is not set is null. */
export interface Config {
  port: number;
  host: string;
  /** Invented guests, staff and bookings, and a picker that lets anyone be any of them. */
  demo: boolean;
  dataDir: string;
  databaseFile: string;
  redisUrl: string | null;
  modelProvider: "auto" | "ollama" | "openai" | "offline";
  modelName: string;
  modelContextTokens: number;
  modelThink: boolean;
  modelCallsMax: number;
  modelFirstTokenMsMax: number;
  modelIdleMsMax: number;
  modelCallMsMax: number;
  ollamaHost: string;
  embedModel: string | null;
  openaiBaseUrl: string | null;
  openaiApiKey: string | null;
  guestTokenSecret: string;
  staffSessionSecret: string;
  staffWebhookUrl: string | null;
  hostWebhookUrl: string | null;
  hostWebhookSecret: string | null;
  smtpUrl: string | null;
  mailFrom: string | null;
  metricsToken: string | null;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
}

/** One line per bad setting: its name, what it is, what it should be. */
export class ConfigError extends Error {
  constructor(readonly lines: string[]) {
    super(lines.join("\n"));
    this.name = "ConfigError";
  }
}

const projectFolderDefault = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Reads the settings from an environment (a setting that is empty is not set), makes the data folder, and in the demo makes the
 * secrets. Throws ConfigError; then nothing was written.
 */
export function loadConfig(
  env: NodeJS.ProcessEnv,
  { projectFolder = projectFolderDefault }: { projectFolder?: string } = {},
): Config {
  const values = parse(env);
  const demo = values.DEMO ?? isLoopback(values.HOST);
  refuse([
    ...demoProblems(values, demo),
    ...secretProblems(values, demo),
    ...modelProblems(values),
    ...outsideProblems(values),
  ]);

  const dataDir = resolve(projectFolder, values.DATA_DIR);
  const databaseFile = resolve(projectFolder, values.DATABASE_URL ?? join(dataDir, "frontdesk.db"));
  makeFolder("DATA_DIR", dataDir);
  makeFolder("DATABASE_URL", dirname(databaseFile));
  return {
    port: values.PORT,
    host: values.HOST,
    demo,
    dataDir,
    databaseFile,
    redisUrl: values.REDIS_URL ?? null,
    modelProvider: values.MODEL_PROVIDER,
    modelName: values.MODEL_NAME,
    modelContextTokens: values.MODEL_CONTEXT_TOKENS,
    modelThink: values.MODEL_THINK,
    modelCallsMax: values.MODEL_CALLS_MAX,
    modelFirstTokenMsMax: values.MODEL_FIRST_TOKEN_MS_MAX,
    modelIdleMsMax: values.MODEL_IDLE_MS_MAX,
    modelCallMsMax: values.MODEL_CALL_MS_MAX,
    ollamaHost: values.OLLAMA_HOST,
    embedModel: values.EMBED_MODEL ?? null,
    openaiBaseUrl: values.OPENAI_BASE_URL ?? null,
    openaiApiKey: values.OPENAI_API_KEY ?? null,
    guestTokenSecret: values.GUEST_TOKEN_SECRET ?? generated("GUEST_TOKEN_SECRET", dataDir),
    staffSessionSecret: values.STAFF_SESSION_SECRET ?? generated("STAFF_SESSION_SECRET", dataDir),
    staffWebhookUrl: values.STAFF_WEBHOOK_URL ?? null,
    hostWebhookUrl: values.HOST_WEBHOOK_URL ?? null,
    hostWebhookSecret: values.HOST_WEBHOOK_SECRET ?? null,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM ?? null,
    metricsToken: values.METRICS_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
  };
}

type Values = z.output<typeof settings>;

function parse(env: NodeJS.ProcessEnv): Values {
  const given: Record<string, string> = {};
  for (const name of Object.keys(settings.shape)) {
    const value = env[name]?.trim();
    if (value) given[name] = value;
  }
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const wants = new Map(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]));
  throw new ConfigError([...wants].map(([name, want]) => line(name, shown(name, given[name] ?? ""), want)));
}

function demoProblems({ HOST }: Values, demo: boolean): string[] {
  if (!demo || isLoopback(HOST)) return [];
  return [line("DEMO", `1 with HOST=${HOST}`, "0 there: the demo lets anyone who reaches it be any guest")];
}

function secretProblems(
  { GUEST_TOKEN_SECRET: guest, STAFF_SESSION_SECRET: staff }: Values,
  demo: boolean,
): string[] {
  const want = "at least 32 characters, because the demo is off (try `openssl rand -hex 32`)";
  const problems: string[] = [];
  if (!demo && !guest) problems.push(line("GUEST_TOKEN_SECRET", "nothing", want));
  if (!demo && !staff) problems.push(line("STAFF_SESSION_SECRET", "nothing", want));
  // Your site's back end knows the one, and could make itself a member of staff with the other.
  if (guest && guest === staff)
    problems.push(line("STAFF_SESSION_SECRET", "the same as GUEST_TOKEN_SECRET", "one of its own"));
  return problems;
}

function modelProblems({ MODEL_PROVIDER, OPENAI_BASE_URL }: Values): string[] {
  if (MODEL_PROVIDER !== "openai" || OPENAI_BASE_URL) return [];
  const want = "the address of the server with MODEL_PROVIDER=openai, like http://127.0.0.1:8000/v1";
  return [line("OPENAI_BASE_URL", "nothing", want)];
}

/** Half of what is needed to reach somebody is a mistake, not a wish for less. */
function outsideProblems(values: Values): string[] {
  const problems: string[] = [];
  if (values.HOST_WEBHOOK_URL && !values.HOST_WEBHOOK_SECRET)
    problems.push(line("HOST_WEBHOOK_SECRET", "nothing", "at least 32 characters with HOST_WEBHOOK_URL"));
  if (values.SMTP_URL && !values.MAIL_FROM)
    problems.push(line("MAIL_FROM", "nothing", "the sender's address with SMTP_URL"));
  return problems;
}

function refuse(problems: string[]): void {
  if (problems.length > 0) throw new ConfigError(problems);
}

function makeFolder(name: string, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new ConfigError([line(name, folder, `a folder that can be made (${(error as Error).message})`)]);
  }
}

function generated(name: string, dataDir: string): string {
  const file = join(dataDir, `${name.toLowerCase().replaceAll("_", "-")}`);
  try {
    return keptSecret(file);
  } catch (error) {
    throw new ConfigError([
      line(name, `kept in ${file}`, `a file there that can be read or made (${(error as Error).message})`),
    ]);
  }
}

const line = (name: string, got: string, want: string) => `${name}: got ${got}, wants ${want}.`;

/** Secrets and passwords are not repeated on a terminal. */
function shown(name: string, value: string): string {
  if (/SECRET|KEY|TOKEN$/.test(name)) return `${value.length} characters`;
  return JSON.stringify(value.replace(/\/\/[^/@]*@/, "//…@"));
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
