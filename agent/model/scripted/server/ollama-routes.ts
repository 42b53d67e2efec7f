import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import type { readScript } from "../script.ts";
import {
  embedAnswer,
  loadAnswer,
  psAnswer,
  pullLines,
  type ServedModel,
  showAnswer,
  tagsAnswer,
} from "./ollama-info.ts";
import { ollamaChatBody, ollamaWire, shownInOllama, tooLongFor } from "./ollama-wire.ts";
import { fail, play } from "./play.ts";

/** Answers one request. `gone` aborts when the client leaves. */
export type Route = (
  body: unknown,
  response: ServerResponse,
  gone: AbortSignal,
  headers: IncomingHttpHeaders,
) => Promise<void> | void;

/** Ollama's API, as far as a chat needs it. Each failure is one that Ollama has. */
export function ollamaRoutes({
  next,
  models: given,
  version,
  pullable = [],
  quirks = {},
}: {
  next: ReturnType<typeof readScript>;
  models: ServedModel[];
  version: string;
  /** Models that `/api/pull` can fetch. */
  pullable?: ServedModel[];
  quirks?: ServerQuirks;
}) {
  const models = [...given];
  /** The window that each model runs with. */
  const loaded = new Map<string, number>();
  const served = (name: string) => models.find((model) => model.name === name);

  const routes: Record<string, Route> = {
    "GET /api/version": (_, response) => answer(response, { version }),
    "GET /api/tags": (_, response) => answer(response, tagsAnswer(models)),
    "GET /api/ps": (_, response) =>
      answer(
        response,
        psAnswer(
          [...loaded].map(([name, tokens]) => ({ name, contextTokens: quirks.contextTokens ?? tokens })),
        ),
      ),
    "POST /api/show"(body, response) {
      const model = served(modelBody.parse(body).model);
      if (model) answer(response, showAnswer(model));
      else noModel(response, modelBody.parse(body).model);
    },
    "POST /api/generate"(body, response) {
      const { model } = modelBody.parse(body);
      if (!served(model)) return noModel(response, model);
      loaded.set(model, unaskedContextTokens);
      answer(response, loadAnswer(model));
    },
    "POST /api/embed"(body, response) {
      const { model, input } = embedBody.parse(body);
      if (served(model)?.capabilities.includes("embedding")) answer(response, embedAnswer(model, input));
      else noModel(response, model);
    },
    "POST /api/pull"(body, response) {
      const asked = pullBody.parse(body);
      const model = asked.model ?? asked.name;
      const found = pullable.find(({ name }) => name === model);
      if (!found) return fail(response, 404, "pull model manifest: file does not exist");
      models.push(found);
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.end(pullLines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    },
    async "POST /api/chat"(body, response, gone) {
      const chat = ollamaChatBody.parse(body);
      const model = served(chat.model);
      if (!model) return noModel(response, chat.model);
      if (chat.tools.length > 0 && !model.capabilities.includes("tools"))
        return fail(response, 400, `"${chat.model}" does not support tools`);
      loaded.set(chat.model, chat.options.num_ctx ?? unaskedContextTokens);
      if (chat.messages.length === 0) {
        if (quirks.loadMs) await wait(quirks.loadMs);
        return answer(response, { ...loadAnswer(chat.model), message: nothingSaid });
      }
      if (!quirks.truncates && tooLongFor(chat))
        return fail(response, 400, "the input length exceeds the context length");
      const shown = shownInOllama(chat);
      const reply = next(shown);
      if (!reply) return fail(response, 400, `The script has no reply left for: ${shown.guestText}`);
      await play(response, reply, ollamaWire(chat), gone);
    },
  };
  return routes;
}

/** Ollama's own, on a machine without a large GPU. */
const unaskedContextTokens = 4_096;

/** How a server may differ from one that does as it is asked. */
export interface ServerQuirks {
  /** Runs every model with this window, whatever is asked. */
  contextTokens?: number;
  /** Cuts a prompt that does not fit, also under `truncate: false`. */
  truncates?: boolean;
  /** Loads the model anew each time it is asked to, and takes this long. */
  loadMs?: number;
}

const nothingSaid = { role: "assistant", content: "" };
const embedBody = z.object({ model: z.string(), input: z.array(z.string()) });
/** The client says `name`, which the API once called it. */
const pullBody = z.object({ model: z.string().optional(), name: z.string().optional() });
const modelBody = z.object({ model: z.string() });

const noModel = (response: ServerResponse, name: string) => fail(response, 404, `model '${name}' not found`);

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
