import * as z from "zod";
import * as limits from "../agent/limits.ts";
import { databasePath, httpUrl, ollamaUrl, redisUrl, smtpUrl, whole } from "./setting-types.ts";

/** Shorter secrets can be guessed offline from one token. */
export const secretCharsMin = 32;

const secret = z.string().min(secretCharsMin, `at least ${secretCharsMin} characters`);
const onOff = z
  .enum(["1", "0", "true", "false"], "1, 0, true or false")
  .transform((word) => word === "1" || word === "true");

/** Within one turn, which ends at `turnMsMax` whatever its model does. */
const callMs = (fallback: number) =>
  whole({ min: 1_000, max: limits.turnMsMax - limits.handoffReserveMs, fallback });

/**
 * Every setting, in the order of `.env.example` and of the README's table; tests compare both with this list. `about` is one
 * sentence; `fallback` is what the sentence's reader gets who sets nothing. What a schema's message says completes "wants …".
 */
export const settings = z.object({
  PORT: whole({ min: 1, max: 65_535, fallback: 3000 }).meta({
    about: "The port that the server listens on.",
    fallback: "3000",
  }),
  HOST: z
    .string()
    .regex(
      /^(\[[\da-f:.]+\]|[\da-f]*:[\da-f:.]+|[\w.-]+)$/i,
      "an address or a name of this machine, without a port",
    )
    .transform((host) => host.replace(/^\[|\]$/g, ""))
    .default("127.0.0.1")
    .meta({
      about:
        "The address that the server listens on; 0.0.0.0 lets other machines in and needs the two secrets below.",
      fallback: "127.0.0.1",
    }),
  DEMO: onOff.optional().meta({
    about:
      "Seeds invented guests and staff and lets anyone on this machine be one of them (1 or 0); on by default on a loopback HOST, refused on any other.",
    fallback: "1",
  }),
  DATA_DIR: z.string().default("./data").meta({
    about: "The folder for the database and generated secrets; a relative path starts at the project.",
    fallback: "./data",
  }),
  DATABASE_URL: databasePath.optional().meta({
    about: "The SQLite database, as a file: URL; without it, frontdesk.db in DATA_DIR.",
    fallback: "file:./data/frontdesk.db",
  }),
  REDIS_URL: redisUrl.optional().meta({
    about: "The Redis that carries jobs with BullMQ; without it, the queue lives in the database.",
    fallback: "",
  }),
  MODEL_PROVIDER: z
    .enum(["auto", "ollama", "openai", "offline"], "auto, ollama, openai or offline")
    .default("auto")
    .meta({
      about:
        "What answers: ollama, openai (a vLLM or SGLang server at OPENAI_BASE_URL), offline (no language model), or auto, which is Ollama when it has the model and offline otherwise.",
      fallback: "auto",
    }),
  MODEL_NAME: z.string().regex(/^\S+$/, "the name of a model, without spaces").default("qwen3.5:4b").meta({
    about: "The model, as the provider calls it; it must be able to call tools.",
    fallback: "qwen3.5:4b",
  }),
  MODEL_CONTEXT_TOKENS: whole({ min: 4_096, max: 1_048_576, fallback: limits.contextTokens }).meta({
    about:
      "The context window asked of Ollama, prompt and reply together, in tokens; more needs more memory.",
    fallback: String(limits.contextTokens),
  }),
  MODEL_THINK: onOff.default(false).meta({
    about:
      "Lets a model that can think first (1 or 0); its answers take longer to begin, and what it thought is never shown.",
    fallback: "0",
  }),
  MODEL_CALLS_MAX: whole({ min: 1, max: 256, fallback: 2 }).meta({
    about:
      "Calls of the model at once; the guests after them wait and are told their place, up to half a minute.",
    fallback: "2",
  }),
  MODEL_FIRST_TOKEN_MS_MAX: callMs(limits.firstTokenMsMax).meta({
    about:
      "How long a call of the model may take to its first token, loading and reading the prompt included, in milliseconds.",
    fallback: String(limits.firstTokenMsMax),
  }),
  MODEL_IDLE_MS_MAX: callMs(limits.idleMsMax).meta({
    about: "How long it may then pause between two tokens, in milliseconds.",
    fallback: String(limits.idleMsMax),
  }),
  MODEL_CALL_MS_MAX: callMs(limits.modelCallMsMax).meta({
    about: "How long a call of the model may take in all, in milliseconds.",
    fallback: String(limits.modelCallMsMax),
  }),
  OLLAMA_HOST: ollamaUrl.default("http://127.0.0.1:11434").meta({
    about: "Where Ollama listens; a bare host or host:port will do.",
    fallback: "http://127.0.0.1:11434",
  }),
  EMBED_MODEL: z.string().optional().meta({
    about: "The embedding model for search; not used yet, search is by words.",
    fallback: "",
  }),
  OPENAI_BASE_URL: httpUrl.optional().meta({
    about:
      "Where an OpenAI-compatible server (vLLM, SGLang) listens, like http://127.0.0.1:8000/v1; needed with MODEL_PROVIDER=openai.",
    fallback: "",
  }),
  OPENAI_API_KEY: z.string().optional().meta({
    about: "The key of that server, if it asks for one.",
    fallback: "",
  }),
  GUEST_TOKEN_SECRET: secret.optional().meta({
    about:
      "Signs guest tokens (HS256) and is shared with your site's back end, at least 32 characters; the demo makes one in DATA_DIR.",
    fallback: "",
  }),
  STAFF_SESSION_SECRET: secret.optional().meta({
    about:
      "Signs staff sessions and is shared with nobody, at least 32 characters; the demo makes one in DATA_DIR.",
    fallback: "",
  }),
  STAFF_WEBHOOK_URL: httpUrl.optional().meta({
    about: "An address that is told by POST of every new escalation, for example of your team chat.",
    fallback: "",
  }),
  METRICS_TOKEN: secret.optional().meta({
    about:
      "Shows GET /metrics to whoever sends it as a bearer token, at least 32 characters; without it only the demo shows them.",
    fallback: "",
  }),
  HOST_WEBHOOK_URL: httpUrl.optional().meta({
    about:
      "An address that is told by POST of every problem a guest reports, for the host; without it, staff tell the host.",
    fallback: "",
  }),
  HOST_WEBHOOK_SECRET: secret.optional().meta({
    about:
      "Signs what that address is sent, and the replies and claims of hosts that come back, at least 32 characters; needed with HOST_WEBHOOK_URL.",
    fallback: "",
  }),
  SMTP_URL: smtpUrl.optional().meta({
    about:
      "The mail server that sends receipts, like smtp://user:password@mail.example.com:587; without it no e-mail is sent.",
    fallback: "",
  }),
  MAIL_FROM: z
    .string()
    .regex(/@[\w.-]+>?$/, "an address, like Staywell <stays@example.com>")
    .optional()
    .meta({
      about: "The sender of e-mails, like Staywell <stays@example.com>; needed with SMTP_URL.",
      fallback: "",
    }),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "fatal, error, warn, info, debug, trace or silent",
    )
    .default("info")
    .meta({
      about: "How much the log says: fatal, error, warn, info, debug, trace or silent.",
      fallback: "info",
    }),
});

export interface Setting {
  name: string;
  about: string;
  /** Empty: unset. */
  fallback: string;
}

/** The list as documents show it. */
export function describeSettings(): Setting[] {
  return Object.entries(settings.shape).map(([name, schema]) => {
    const { about, fallback } = schema.meta() as Omit<Setting, "name">;
    return { name, about, fallback };
  });
}
