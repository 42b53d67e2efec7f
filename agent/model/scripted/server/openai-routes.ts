import type { ServerResponse } from "node:http";
import type { readScript } from "../script.ts";
import type { ServedModel } from "./ollama-info.ts";
import type { Route } from "./ollama-routes.ts";
import { errorBody, openAiChatBody, openAiWire, shownInOpenAi } from "./openai-wire.ts";
import { play } from "./play.ts";

/** The OpenAI API of vLLM, as far as a chat needs it. With an `apiKey` it refuses whoever does not have it, as `vllm serve --api-key` does. */
export function openAiRoutes({
  next,
  models,
  apiKey,
}: {
  next: ReturnType<typeof readScript>;
  models: ServedModel[];
  apiKey?: string;
}): Record<string, Route> {
  const guarded =
    (route: Route): Route =>
    (body, response, gone, headers) =>
      apiKey && headers.authorization !== `Bearer ${apiKey}`
        ? answer(response, 401, { error: "Unauthorized" })
        : route(body, response, gone, headers);

  return {
    "GET /v1/models": guarded((_, response) =>
      answer(response, 200, { object: "list", data: models.map(listed) }),
    ),
    "POST /v1/chat/completions": guarded(async (body, response, gone) => {
      const chat = openAiChatBody.parse(body);
      if (!models.some((model) => model.name === chat.model))
        return answer(response, 404, errorBody(`The model \`${chat.model}\` does not exist.`, 404));
      const shown = shownInOpenAi(chat);
      const reply = next(shown);
      if (!reply)
        return answer(response, 400, errorBody(`The script has no reply left for: ${shown.guestText}`, 400));
      await play(response, reply, openAiWire(chat), gone);
    }),
  };
}

/** As it lists its models: the context window of each. */
export const servedContextTokens = 32_768;

const listed = ({ name }: ServedModel) => ({
  id: name,
  object: "model",
  owned_by: "scripted",
  max_model_len: servedContextTokens,
});

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
