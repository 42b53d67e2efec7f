import type { EscalationDetail, EscalationSummary } from "../../agent/events.ts";
import { setServerClock } from "../conversation/server-clock.ts";
import { orProblem, unreachable } from "../http/problem.ts";
import { randomId } from "../http/random-id.ts";

export interface Staff {
  id: string;
  name: string;
}

export type CaseAct = "claim" | "resolve" | "hand-back" | "approve";

/** The staff API, one function a route. The cookie says who asks. All throw `ApiProblem`, with status 0 when not reached. */
export const staffClient = {
  login: (name: string, password: string) => post<{ staff: Staff }>("/login", { name, password }),
  logout: () => request("/logout", { method: "POST" }),
  me: () => get<{ staff: Staff }>("/me"),
  unresolved: () => get<{ now: string; escalations: EscalationSummary[] }>("/escalations"),
  resolved: () => get<{ now: string; escalations: EscalationSummary[] }>("/escalations?status=resolved"),
  find: (id: string) => get<Case>(casePath(id)),
  act: (id: string, act: CaseAct) => post<Case>(`${casePath(id)}/${act}`, {}),
  decline: (id: string, reason: string) => post<Case>(`${casePath(id)}/decline`, { reason }),
  reply: (id: string, messageId: string, text: string) =>
    post<Case>(`${casePath(id)}/reply`, { messageId, text }),
  changes: (signal: AbortSignal) => request("/events", { signal, cache: "no-store" }),
  events: (id: string, after: number, signal: AbortSignal) =>
    request(`${casePath(id)}/events?after=${after}`, { signal, cache: "no-store" }),
};

interface Case {
  escalation: EscalationDetail;
}

const casePath = (id: string): string => `/escalations/${encodeURIComponent(id)}`;

async function request(path: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await orProblem(await fetch(`/v1/staff${path}`, init));
  } catch (error) {
    throw unreachable(error);
  }
}

async function get<T>(path: string): Promise<T> {
  return read<T>(await request(path, { cache: "no-store" }));
}

async function post<T>(path: string, body: unknown): Promise<T> {
  // One act, one key: required where money moves, and harmless elsewhere.
  const headers = { "content-type": "application/json", "idempotency-key": randomId() };
  return read<T>(await request(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function read<T>(response: Response): Promise<T> {
  const body = (await response.json()) as T & { now?: string };
  setServerClock(body.now);
  return body;
}
