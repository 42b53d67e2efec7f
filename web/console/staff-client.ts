import type {
  AuditTrail,
  DamageClaimReport,
  EscalationDetail,
  EscalationSummary,
  MailSent,
  Money,
  ProblemReport,
  StaffConversation,
} from "../../agent/events.ts";
import { setServerClock } from "../conversation/server-clock.ts";
import { ApiProblem, orProblem, unreachable } from "../http/problem.ts";
import { randomId } from "../http/random-id.ts";

export interface Staff {
  id: string;
  name: string;
  role: "agent" | "lead";
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
  audit: (id: string) => get<{ trail: AuditTrail }>(`${casePath(id)}/audit`),
  act: (id: string, act: CaseAct) => post<Case>(`${casePath(id)}/${act}`, {}),
  decline: (id: string, reason: string) => post<Case>(`${casePath(id)}/decline`, { reason }),
  change: (id: string, amountMinor: number, reason: string) =>
    post<Case>(`${casePath(id)}/change`, { amountMinor, reason }),
  credit: (id: string, credit: CreditToGive) => post<Case>(`${casePath(id)}/credit`, credit),
  reply: (id: string, messageId: string, text: string) =>
    post<Case>(`${casePath(id)}/reply`, { messageId, text }),
  problems: () => get<{ problems: ProblemReport[] }>("/problems"),
  hostReplied: (id: string, reply: { outcome: HostOutcome; words: string }) =>
    send(`/problems/${encodeURIComponent(id)}/reply`, reply),
  damageClaims: () => get<{ claims: DamageClaimReport[] }>("/damage-claims"),
  claimDamage: (bookingRef: string, claim: { amount: Money | null; words: string }) =>
    send(`/bookings/${encodeURIComponent(bookingRef)}/damage-claim`, claim),
  mails: () => get<{ mails: MailSent[] }>("/mails"),
  conversation: (id: string) =>
    get<{ conversation: StaffConversation }>(`/conversations/${encodeURIComponent(id)}`),
  changes: (signal: AbortSignal) => request("/events", { signal, cache: "no-store" }),
  events: (id: string, after: number, signal: AbortSignal) =>
    request(`${casePath(id)}/events?after=${after}`, { signal, cache: "no-store" }),
};

export interface CreditToGive {
  bookingRef: string;
  amountMinor: number;
  currency: string;
  reason: string;
}

export type HostOutcome = NonNullable<ProblemReport["outcome"]>;

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

/** Keys of acts that got no answer: pressed again, the same act is the same request, and happens once. */
const unanswered = new Map<string, string>();

const post = async <T>(path: string, body: unknown): Promise<T> => read<T>(await send(path, body));

/** Resolves when it was done. */
async function send(path: string, body: unknown): Promise<Response> {
  const json = JSON.stringify(body);
  const act = `${path} ${json}`;
  // One act, one key: required where money moves, and harmless elsewhere.
  const key = unanswered.get(act) ?? randomId();
  unanswered.set(act, key);
  const headers = { "content-type": "application/json", "idempotency-key": key };
  try {
    const answer = await request(path, { method: "POST", headers, body: json });
    unanswered.delete(act);
    return answer;
  } catch (error) {
    if (error instanceof ApiProblem && error.status !== 0) unanswered.delete(act);
    throw error;
  }
}

async function read<T>(response: Response): Promise<T> {
  const body = (await response.json()) as T & { now?: string };
  setServerClock(body.now);
  return body;
}
