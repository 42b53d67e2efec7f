import { eq } from "drizzle-orm";
import type { Action } from "./action-card.ts";
import { logDecision } from "./audit.ts";
import type { Tx } from "./open.ts";
import { type approvals, ledgerTransactions } from "./schema.ts";

/** Which model, under which rules: what a later reader needs to know why. */
export interface DecidedBy {
  /** The model that asked for it. */
  model: string;
  /** Short SHA-256 of the rules of conduct, and of the rules about money. */
  policyVersion: string;
  rulesVersion: string;
}

/** A quote was issued: who asked, for what, and everything the guest would accept. */
export function logQuoted(tx: Tx, action: Action, by: DecidedBy | undefined, now: number): void {
  const { tool, subject, guestId, turnId, hash, expiresAt, replacesId } = action;
  const [input, quote] = [JSON.parse(action.input), JSON.parse(action.quote)];
  const replaces = replacesId === null ? {} : { replacesId };
  log(
    tx,
    action,
    "quoted",
    "agent",
    { guestId, turnId, tool, subject, input, quote, hash, expiresAt, ...replaces, ...by },
    now,
  );
}

/** What the caller of a move knows beyond the action's row: a person's name, a reason. */
export interface Why {
  actor?: string;
  data?: Record<string, unknown>;
}

/** An action came to another state. */
export function logMove(tx: Tx, action: Action, { actor, data }: Why, now: number): void {
  const { state } = action;
  if (state === "offered") throw new Error("an offer is logged as quoted");
  log(tx, action, state, actor ?? actorOf(action), { ...factsOf(tx, action), ...data }, now);
}

/** One member of staff has spoken. Logged beside the row in `approvals`, whether or not it was the last word needed. */
export function logStaffDecision(tx: Tx, action: Action, approval: typeof approvals.$inferInsert): void {
  const { staffId, decision, reason = null, amountMinor = null, createdAt } = approval;
  log(tx, action, "staff-decided", `staff:${staffId}`, { decision, reason, amountMinor }, createdAt);
}

const log = (
  tx: Tx,
  { id: actionId, conversationId }: Action,
  kind: Parameters<typeof logDecision>[1]["kind"],
  actor: string,
  data: Record<string, unknown>,
  now: number,
): void => logDecision(tx, { kind, actor, conversationId, actionId, data, now });

function actorOf({ state, guestId }: Action): string {
  if (state === "accepted" || state === "declined") return `guest:${guestId}`;
  return state === "expired" ? "clock" : "agent";
}

function factsOf(tx: Tx, action: Action): Record<string, unknown> {
  const outcome: unknown = JSON.parse(action.outcome ?? "null");
  switch (action.state) {
    case "accepted":
    case "declined":
      return { by: action.acceptedByTurnId ? "typed" : "button", turnId: action.acceptedByTurnId };
    case "done":
      return { receipt: outcome, ledgerTransactionId: movedBy(tx, action.id) };
    case "failed":
    case "in_doubt":
    case "rejected":
      return { ...(outcome as { reason?: string } | null) };
    default:
      return {};
  }
}

const movedBy = (tx: Tx, confirmationId: string): string | null =>
  tx
    .select({ id: ledgerTransactions.id })
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.confirmationId, confirmationId))
    .get()?.id ?? null;
