import type { ActionState, Owner } from "../../agent/events.ts";
import { ApiProblem, orProblem, unreachable } from "../http/problem.ts";

export interface Info {
  company: string;
  assistant: string;
  model: string;
  offline: boolean;
  /** The model fails for now, and the offline one answers. */
  degraded: boolean;
  demo: boolean;
  /** The server's time, UTC, ISO 8601. */
  now?: string;
}

export interface ConversationSummary {
  id: string;
  owner: Owner;
  createdAt: string;
  updatedAt: string;
  preview: string | null;
}

export interface GuestMessageToSend {
  conversationId: string;
  messageId: string;
  text: string;
}

export type GuestClient = ReturnType<typeof guestClient>;

/**
 * The guest API, one method a route. Every method throws `ApiProblem`, with status 0 when the server was not reached. A token
 * that is refused is asked for anew, once a request.
 */
export function guestClient({ baseUrl, getToken }: { baseUrl: string; getToken: () => Promise<string> }) {
  let token: string | null = null;

  const withToken = async (path: string, init: RequestInit, mayAskAgain = true): Promise<Response> => {
    token ??= await getToken();
    const used = token;
    const headers = { ...init.headers, authorization: `Bearer ${used}` };
    const response = await fetch(`${baseUrl}${path}`, { ...init, headers, credentials: "omit" });
    if (response.status !== 401 || !mayAskAgain) return response;
    // Another request may have renewed it in the meantime.
    if (token === used) token = null;
    return withToken(path, init, false);
  };
  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    try {
      return await orProblem(await withToken(path, init));
    } catch (error) {
      throw unreachable(error);
    }
  };
  const post = (path: string, body: unknown = {}, signal?: AbortSignal) =>
    request(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
      ...(signal && { signal }),
    });

  return {
    /** Who asks: the `sub` of the token. */
    async guestId(): Promise<string> {
      token ??= await getToken();
      return subjectOf(token);
    },
    async info(): Promise<Info> {
      const response = await fetch(`${baseUrl}/v1/info`, { credentials: "omit" });
      return (await (await orProblem(response)).json()) as Info;
    },
    async conversations(): Promise<ConversationSummary[]> {
      const body = (await (await request("/v1/chat")).json()) as { conversations: ConversationSummary[] };
      return body.conversations;
    },
    events: (conversationId: string, after: number, signal: AbortSignal): Promise<Response> =>
      request(`/v1/chat/${conversationId}/events?after=${after}`, { signal, cache: "no-store" }),
    /** Resolves when the message is stored. The reply is read from the conversation's events, so this stream is let go. */
    async send({ conversationId, messageId, text }: GuestMessageToSend): Promise<void> {
      const done = new AbortController();
      const message = { id: messageId, role: "user", parts: [{ type: "text", text }] };
      await post("/v1/chat", { id: conversationId, message }, done.signal);
      done.abort();
    },
    async decide(
      conversationId: string,
      confirmationId: string,
      decision: "accept" | "decline",
    ): Promise<{ state: ActionState }> {
      const path = `/v1/chat/${conversationId}/confirmations/${encodeURIComponent(confirmationId)}`;
      return (await (await post(path, { decision })).json()) as { state: ActionState };
    },
    handoff: async (conversationId: string): Promise<void> =>
      void (await post(`/v1/chat/${conversationId}/handoff`)),
    stop: async (conversationId: string): Promise<void> =>
      void (await post(`/v1/chat/${conversationId}/stop`)),
  };
}

/** Read, not verified: the server verifies. It only keeps one guest's conversation apart from another's on this device. */
function subjectOf(token: string): string {
  try {
    const payload = token.split(".")[1] ?? "";
    const json = atob(payload.replace(/-/g, "+").replace(/_/g, "/"));
    const { sub } = JSON.parse(json) as { sub?: unknown };
    return typeof sub === "string" ? sub : "guest";
  } catch {
    throw new ApiProblem(401, "You are not signed in.");
  }
}
