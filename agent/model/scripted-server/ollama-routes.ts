import type { ServerResponse } from "node:http";
import * as z from "zod";
import { contextTokens } from "../../limits.ts";
import { readScript, type Script } from "../script.ts";
import { loadAnswer, psAnswer, type ServedModel, showAnswer, tagsAnswer } from "./ollama-info.ts";
import { ollamaChatBody, ollamaWire, shownInOllama } from "./ollama-wire.ts";
import { fail, play } from "./play.ts";

/** Answers one request. `gone` aborts when the client leaves. */
export type Route = (body: unknown, response: ServerResponse, gone: AbortSignal) => Promise<void> | void;

/** Ollama's API, as far as a chat needs it. Each failure is one that Ollama has. */
export function ollamaRoutes({
  script,
  models,
  version,
}: {
  script: Script;
  models: ServedModel[];
  version: string;
}) {
  const next = readScript(script);
  const served = (name: string) => models.find((model) => model.name === name);

  const routes: Record<string, Route> = {
    "GET /api/version": (_, response) => answer(response, { version }),
    "GET /api/tags": (_, response) => answer(response, tagsAnswer(models)),
    "GET /api/ps": (_, response) => answer(response, psAnswer(models, contextTokens)),
    "POST /api/show"(body, response) {
      const model = served(modelBody.parse(body).model);
      if (model) answer(response, showAnswer(model));
      else noModel(response, modelBody.parse(body).model);
    },
    "POST /api/generate"(body, response) {
      const { model } = modelBody.parse(body);
      if (served(model)) answer(response, loadAnswer(model));
      else noModel(response, model);
    },
    async "POST /api/chat"(body, response, gone) {
      const chat = ollamaChatBody.parse(body);
      const model = served(chat.model);
      if (!model) return noModel(response, chat.model);
      if (chat.tools.length > 0 && !model.capabilities.includes("tools"))
        return fail(response, 400, `"${chat.model}" does not support tools`);
      const shown = shownInOllama(chat);
      const reply = next(shown);
      if (!reply) return fail(response, 400, `The script has no reply left for: ${shown.guestText}`);
      await play(response, reply, ollamaWire(chat), gone);
    },
  };
  return routes;
}

const modelBody = z.object({ model: z.string() });

const noModel = (response: ServerResponse, name: string) => fail(response, 404, `model '${name}' not found`);

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
