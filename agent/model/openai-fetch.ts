import { type Agent, request } from "undici";
import { ModelError } from "./model.ts";
import { errorFromStatus, errorFromThrown } from "./openai-errors.ts";
import type { OpenAiSettings } from "./openai-request.ts";

/** One request under the base URL. Throws a `ModelError` for a status other than 2xx; the socket closes when `signal` aborts. */
export async function ask(
  { baseUrl, apiKey }: Pick<OpenAiSettings, "baseUrl" | "apiKey">,
  { path, body, agent, signal }: { path: string; body?: object; agent: Agent; signal: AbortSignal },
) {
  const answer = await request(`${baseUrl.replace(/\/+$/, "")}${path}`, {
    method: body ? "POST" : "GET",
    headers: {
      accept: body ? "text/event-stream" : "application/json",
      ...(body && { "content-type": "application/json" }),
      ...(apiKey && { authorization: `Bearer ${apiKey}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
    dispatcher: agent,
    signal,
  });
  const { statusCode: status } = answer;
  if (status < 200 || status > 299) throw errorFromStatus(status, await answer.body.text());
  return answer.body;
}

/** Any failure as the port's, without the key: servers repeat a wrong one in their answer. Its cause is left out for the same reason. */
export function keylessFailure(error: unknown, apiKey: string | undefined): ModelError {
  const { code, message } = errorFromThrown(error);
  return new ModelError(code, apiKey ? message.replaceAll(apiKey, "(the key)") : message);
}
