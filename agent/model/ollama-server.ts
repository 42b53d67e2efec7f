import { Ollama } from "ollama";
import * as z from "zod";
import { ModelError } from "./model.ts";
import { errorFromThrown } from "./ollama-errors.ts";
import { type OllamaSettings, unchanging } from "./ollama-request.ts";

/** What Ollama says about itself, and what can be asked of it beside a chat. Each call ends with `signal` and throws a `ModelError`. */
export interface OllamaServer {
  version(signal: AbortSignal): Promise<string>;
  /** The tags of the models that it has. */
  models(signal: AbortSignal): Promise<string[]>;
  /** Null when it does not have the model. */
  show(signal: AbortSignal): Promise<ShownModel | null>;
  /** The model as it is in memory now; null when it is not. */
  loaded(signal: AbortSignal): Promise<{ contextTokens: number | null } | null>;
  /** Loads the model with the options of every other call, and answers nothing. Milliseconds that the loading took. */
  load(signal: AbortSignal, changes?: { contextTokens?: number }): Promise<number>;
  /** One answer held to a JSON schema, as text. No tools: with them a schema makes calls impossible. */
  answerInFormat(signal: AbortSignal, asked: { question: string; schema: object }): Promise<string>;
  /** One vector a text. */
  embed(signal: AbortSignal, asked: { model: string; texts: string[] }): Promise<number[][]>;
  /** Fetches a model, and says how far it is. */
  pull(signal: AbortSignal, name: string): AsyncIterable<PullProgress>;
}

export interface ShownModel {
  capabilities: string[];
  /** The longest context that the model was made for; null when it does not say. */
  contextTokensMax: number | null;
  /** The built-in parser of its tool calls; empty for a model that runs by its template. */
  parser: string;
}

export interface PullProgress {
  status: string;
  /** Bytes of the part that is being fetched; null when this step has none. */
  done: number | null;
  total: number | null;
}

export function ollamaServer(settings: OllamaSettings): OllamaServer {
  const { host, name } = settings;
  /** The client takes no signal, so every call has a client of its own, whose fetch ends with it. */
  const client = (signal: AbortSignal) =>
    new Ollama({ host, fetch: (url, init) => fetch(url, { ...init, signal }) });

  return {
    version: (signal) =>
      asked(signal, async () => versionAnswer.parse(await client(signal).version()).version),

    models: (signal) =>
      asked(signal, async () => tagsAnswer.parse(await client(signal).list()).models.map(({ name }) => name)),

    async show(signal) {
      try {
        return await asked(signal, async () => shownModel(await client(signal).show({ model: name })));
      } catch (error) {
        if (error instanceof ModelError && error.code === "no-such-model") return null;
        throw error;
      }
    },

    loaded: (signal) =>
      asked(signal, async () => {
        const { models } = psAnswer.parse(await client(signal).ps());
        const found = models.find((model) => sameTag(model.name, name));
        return found ? { contextTokens: found.context_length ?? null } : null;
      }),

    load: (signal, changes = {}) =>
      asked(signal, async () => {
        const startedMs = performance.now();
        await client(signal).chat({ ...unchanging({ ...settings, ...changes }), messages: [] });
        return Math.round(performance.now() - startedMs);
      }),

    answerInFormat: (signal, { question, schema }) =>
      asked(signal, async () => {
        const messages = [{ role: "user", content: question }];
        const chat = { ...unchanging(settings), messages, format: schema, stream: true as const };
        let text = "";
        for await (const { message } of await client(signal).chat(chat)) text += message.content;
        return text;
      }),

    embed: (signal, { model, texts }) =>
      asked(signal, async () => {
        // Without `truncate: false` a long text is cut silently.
        const answer = await client(signal).embed({ model, input: texts, truncate: false });
        return embedAnswer.parse(answer).embeddings;
      }),

    async *pull(signal, model) {
      try {
        for await (const line of await client(signal).pull({ model, stream: true })) {
          const { status, completed = null, total = null } = pullLine.parse(line);
          yield { status, done: completed, total };
        }
      } catch (error) {
        throw signal.aborted ? signal.reason : modelErrorOf(error);
      }
    },
  };
}

async function asked<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw signal.aborted ? signal.reason : modelErrorOf(error);
  }
}

/** The client's own error carries a status, which our fetch for chats turns into a code before it comes so far. */
function modelErrorOf(error: unknown): ModelError {
  const { status_code: status, message, name } = Object(error) as { status_code?: unknown } & Partial<Error>;
  if (status === 404) return new ModelError("no-such-model", `Ollama answered 404: ${message}`);
  if (typeof status === "number") return new ModelError("refused", `Ollama answered ${status}: ${message}`);
  // By its name: an error of Node's own may come from another realm than ours.
  if (error instanceof z.ZodError || name === "SyntaxError")
    return new ModelError("malformed", "What answers there is not Ollama", { cause: error });
  return errorFromThrown(error);
}

function shownModel(answer: unknown): ShownModel {
  const { capabilities, parser, model_info: info } = showAnswer.parse(answer);
  const [, longest] = Object.entries(info ?? {}).find(([key]) => key.endsWith(".context_length")) ?? [];
  return {
    capabilities: capabilities ?? [],
    contextTokensMax: typeof longest === "number" ? longest : null,
    parser: parser ?? "",
  };
}

/** A name without a tag means the tag `latest`. */
const sameTag = (one: string, other: string): boolean => withTag(one) === withTag(other);
const withTag = (name: string): string => (name.includes(":") ? name : `${name}:latest`);

const versionAnswer = z.object({ version: z.string() });
const tagsAnswer = z.object({ models: z.array(z.object({ name: z.string() })) });
const showAnswer = z.object({
  capabilities: z.array(z.string()).nullish(),
  parser: z.string().nullish(),
  model_info: z.record(z.string(), z.unknown()).nullish(),
});
const psAnswer = z.object({
  models: z.array(z.object({ name: z.string(), context_length: z.number().int().nullish() })),
});
const embedAnswer = z.object({ embeddings: z.array(z.array(z.number())) });
const pullLine = z.object({
  status: z.string().default(""),
  completed: z.number().optional(),
  total: z.number().optional(),
});
