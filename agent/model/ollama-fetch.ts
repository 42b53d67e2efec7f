import { type Agent, request } from "undici";
import { boundCall, type CallBounds, type CallLimits } from "./bounded-call.ts";
import { gatheredBytes } from "./gathered-bytes.ts";
import { type Line, soundLines } from "./ndjson.ts";
import { errorFromStatus } from "./ollama-errors.ts";

export interface BoundedCall extends Omit<CallBounds, "watch"> {
  /** For one streamed request of the `ollama` client. Its answer's body is not for the client: see `lines`. */
  fetch: typeof globalThis.fetch;
  /** The lines of the answer, once the client has it. */
  lines(): AsyncIterable<Line[]>;
}

/**
 * One streamed call, bounded. The `ollama` client takes no signal, leaves the server generating when its reader stops, and
 * skips a line it cannot parse after printing it, guest's words and all. So this fetch closes the socket the moment the
 * caller aborts or a limit passes, and throws a `ModelError` for a status other than 2xx, which the client would print; and the lines of the
 * answer are read here: sound ones only, and in one pass for all that came together. The client would parse them again, one by one, behind two generators.
 */
export function boundedCall(agent: Agent, signal: AbortSignal, limits: CallLimits): BoundedCall {
  const { watch, ...call } = boundCall(signal, limits);
  let body: AsyncIterable<Uint8Array> | null = null;
  /** As much of a `fetch` as the client uses, over undici's `request`: its `fetch` costs half as much again a token. */
  const fetchOnce = async (url: string, { method = "GET", headers, body: asked }: RequestInit) => {
    const init = { method, headers, body: asked, signal: call.signal, dispatcher: agent };
    const answer = await request(url, init as Parameters<typeof request>[1]);
    const { statusCode: status } = answer;
    if (status < 200 || status > 299) throw errorFromStatus(status, await answer.body.text());
    body = gatheredBytes(answer.body);
    return { ok: true, status, body };
  };
  return {
    ...call,
    fetch: fetchOnce as unknown as typeof globalThis.fetch,
    lines() {
      if (!body) throw new Error("there is no answer yet");
      return soundLines(body, watch);
    },
  };
}
