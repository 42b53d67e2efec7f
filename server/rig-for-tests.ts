import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import type { LoggedEvent } from "../agent/events.ts";
import type { Model } from "../agent/model/model.ts";
import { createApp } from "./app.ts";
import { signGuestToken } from "./auth/guest-token.ts";
import { loadConfig } from "./config.ts";
import { buildServices } from "./services.ts";

const projectFolder = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The whole server on a free port and a database of its own, seeded as the demo is. */
export async function startServer({ model, env = {} }: { model?: Model; env?: NodeJS.ProcessEnv } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "frontdesk-test-"));
  const config = loadConfig({ DATA_DIR: dataDir, MODEL_PROVIDER: "offline", ...env }, { projectFolder });
  let offsetMs = 0;
  const clock = () => Date.now() + offsetMs;
  const services = await buildServices({
    config,
    log: pino({ level: "silent" }),
    projectFolder,
    clock,
    ...(model && { model }),
  });
  const server = createServer(createApp(services));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const conversationId = `conv-${randomUUID()}`;

  const request = async (
    path: string,
    { guest = "maria", ...init }: RequestInit & { guest?: string | null; json?: unknown } = {},
  ) => {
    const headers = new Headers(init.headers);
    if (guest) headers.set("authorization", `Bearer ${await signGuestToken(guest, config.guestTokenSecret)}`);
    if (init.json !== undefined) headers.set("content-type", "application/json");
    const body = init.json === undefined ? init.body : JSON.stringify(init.json);
    const method = init.method ?? (body == null ? "GET" : "POST");
    return fetch(url + path, { ...init, method, headers, body: body ?? null });
  };
  const chatBody = (text: string, messageId = `m-${randomUUID()}`, id = conversationId) => ({
    id,
    message: { id: messageId, role: "user", parts: [{ type: "text", text }] },
  });
  /** Says something and reads the stream to its end. */
  const say = async (text: string, options: { guest?: string; messageId?: string; id?: string } = {}) => {
    const response = await request("/v1/chat", {
      json: chatBody(text, options.messageId, options.id),
      ...(options.guest && { guest: options.guest }),
    });
    return readParts(response);
  };
  /** Signs a member of staff in and returns how to ask as her. */
  const staff = async (name = "ana", password = "staywell") => {
    const login = await request("/v1/staff/login", { guest: null, json: { name, password } });
    const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
    return (path: string, init: Parameters<typeof request>[1] = {}) =>
      request(`/v1/staff${path}`, { ...init, guest: null, headers: { ...init.headers, cookie } });
  };
  /** The events of the conversation from `after` on, until one of them is `until`. */
  const eventsUntil = async (
    until: (event: LoggedEvent) => boolean,
    { after = 0, guest = "maria" }: { after?: number; guest?: string } = {},
  ) => {
    const stop = new AbortController();
    const response = await request(`/v1/chat/${conversationId}/events?after=${after}`, {
      guest,
      signal: stop.signal,
    });
    const events: LoggedEvent[] = [];
    for await (const data of readSse(response)) {
      events.push(JSON.parse(data));
      if (until(events.at(-1) as LoggedEvent)) break;
    }
    stop.abort();
    return events;
  };
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await services.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return {
    url,
    config,
    services,
    db: services.db,
    conversationId,
    request,
    chatBody,
    say,
    staff,
    eventsUntil,
    close,
    moveClock: (ms: number) => {
      offsetMs += ms;
    },
  };
}

export async function* readSse(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let buffer = "";
  for await (const chunk of response.body ?? []) {
    buffer += decoder.decode(chunk, { stream: true });
    const blocks = buffer.split("\n\n");
    buffer = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = block.split("\n").find((line) => line.startsWith("data: "));
      if (data) yield data.slice(6);
    }
  }
}

export type Part = { type: string; [key: string]: unknown };

export async function readParts(response: Response): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const data of readSse(response)) if (data !== "[DONE]") parts.push(JSON.parse(data));
  return parts;
}

export const textOf = (parts: Part[]): string =>
  parts
    .filter((part) => part.type === "text-delta")
    .map((part) => part.delta)
    .join("");
