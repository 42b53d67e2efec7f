import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { readScript, type Script } from "./script.ts";
import type { ServedModel } from "./server/ollama-info.ts";
import { ollamaRoutes, type Route, type ServerQuirks } from "./server/ollama-routes.ts";
import { openAiRoutes } from "./server/openai-routes.ts";
import { fail } from "./server/play.ts";
import { type RecordedRequest, requestLog } from "./server/request-log.ts";

export interface ScriptedServer {
  /** "http://127.0.0.1:41234" */
  url: string;
  /** Every request so far, oldest first. */
  requests: RecordedRequest[];
  /** How many of them the client broke off before the reply was whole. */
  readonly aborted: number;
  /** Resolve when it has asked, or broken off, `count` times in all. */
  whenAsked(count: number): Promise<void>;
  whenAborted(count: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * A model server that says what its script says, over real HTTP on the loopback. It speaks Ollama's API as documented and, under
 * `/v1`, OpenAI's as vLLM and SGLang do, both from the one script, and fails as scripted. It ships with the product: adapters
 * are tested on it, and an installation can be tried out on it.
 */
export async function startScriptedServer({
  script,
  models = [{ name: "qwen3.5:4b", capabilities: ["completion", "tools", "thinking"] }],
  version = "0.21.0",
  port = 0,
  apiKey,
  ...ollama
}: {
  script: Script;
  models?: ServedModel[];
  version?: string;
  /** 0 takes any that is free. */
  port?: number;
  /** Asked for under `/v1`. */
  apiKey?: string;
  /** Of Ollama's API: models that it lets be pulled, and where it does not do as it is asked. */
  pullable?: ServedModel[];
  quirks?: ServerQuirks;
}): Promise<ScriptedServer> {
  const log = requestLog();
  const next = readScript(script);
  const routes = {
    ...ollamaRoutes({ next, models, version, ...ollama }),
    ...openAiRoutes({ next, models, apiKey }),
  };
  const server = createServer((request, response) => void serve(request, response, routes, log.record));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: log.requests,
    get aborted() {
      return log.abortedCount();
    },
    whenAsked: log.whenAsked,
    whenAborted: log.whenAborted,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Record<string, Route>,
  record: (path: string, body: unknown, response: ServerResponse) => void,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    const path = request.url ?? "";
    const written = await text(request);
    const body: unknown = written === "" ? null : JSON.parse(written);
    record(path, body, response);
    const route = routes[`${request.method} ${path}`];
    if (route) await route(body, response, gone.signal, request.headers);
    else fail(response, 404, "404 page not found");
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (response.headersSent) response.destroy(new Error(words));
    else fail(response, 400, words);
  }
}
