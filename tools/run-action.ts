import { quoteOf } from "../db/action-card.ts";
import { findOriginal } from "../db/action-chain.ts";
import { type Action, type Failure, failAction, findAction } from "../db/actions.ts";
import type { ActionState, Receipt } from "../db/event-types.ts";
import { recordReceipt } from "../db/record-receipt.ts";
import { type Deferred, deferAction, noteSent } from "../db/retry-action.ts";
import { clearByRules } from "./clear-by-rules.ts";
import type { MoneyRules } from "./money-rules.ts";
import { offerHash } from "./offer-hash.ts";
import { authorise, parseInput } from "./parse-and-authorise.ts";
import {
  type Authorised,
  type Confirmed,
  isRefusal,
  type Refusal,
  type Tool,
  type ToolContext,
  type WriteTool,
} from "./tool.ts";

export type ActionOutcome =
  | { kind: "done"; receipt: Receipt }
  /** People decide. */
  | { kind: "waiting" }
  /** It did not run, and will not. `personNeeded` when a person must look at it, `changed` when a new quote would be another one. */
  | { kind: "failed"; say: string; personNeeded: boolean; changed: boolean }
  /** The booking system could not be asked, or did not say whether it was done: it is tried again, or a person looks at it. */
  | { kind: "unknown"; deferred: Deferred; error: unknown }
  /** The action is not, or no longer, confirmed. */
  | { kind: "not-confirmed" };

export interface Running {
  tools: Tool[];
  actionId: string;
  guestName: string;
  /** The company's own unless others are handed in. */
  rules?: MoneyRules;
}

/** Runs a confirmed action, once: a second call finds the receipt of the first. Throws only when our own database does. */
export async function runAction(context: ToolContext, running: Running): Promise<ActionOutcome> {
  const action = await findAction(context.db, { actionId: running.actionId });
  if (!action || action.guestId !== context.guestId) return { kind: "not-confirmed" };
  const over = outcomeOf(action.state, action.outcome);
  if (over) return over;

  const readable = read(action, running.tools);
  if ("refused" in readable) return fail(context, action, readable);
  const { tool, input } = readable;
  let subject: Authorised<unknown>;
  try {
    const checked = await check(tool, context, { action, input });
    if ("refused" in checked) return fail(context, action, checked.refused, checked.changed);
    subject = checked.subject;
  } catch (error) {
    return defer(context, action, error);
  }

  const state =
    action.state === "approved"
      ? "approved"
      : await clearByRules(context, action, running, tool.heldFor?.(subject, quoteOf(action)));
  if (state !== "approved" && state !== "done") return outcomeOf(state, null) ?? { kind: "not-confirmed" };
  await noteSent(context.db, { actionId: action.id, now: context.now });
  const quote = { ...quoteOf(action), subject: action.subject };
  const confirmed: Confirmed<Record<string, unknown>> = {
    confirmationId: action.id,
    tool: action.tool,
    input,
    quote,
  };
  try {
    const receipt = await tool.run(context, subject, confirmed);
    if (isRefusal(receipt)) return fail(context, action, receipt);
    const recorded = { actionId: action.id, receipt, now: context.now };
    return { kind: "done", receipt: await recordReceipt(context.db, recorded) };
  } catch (error) {
    return defer(context, action, error);
  }
}

/** What an action's state says already; null for one that is confirmed and to be run. */
function outcomeOf(state: ActionState, outcome: string | null): ActionOutcome | null {
  if (state === "accepted" || state === "approved") return null;
  if (state === "done") return { kind: "done", receipt: JSON.parse(outcome ?? "null") };
  if (state === "awaiting_approval") return { kind: "waiting" };
  if (state === "failed") return failed(JSON.parse(outcome ?? '{"reason":""}'));
  if (state === "in_doubt") return { kind: "unknown", deferred: { kind: "in-doubt" }, error: null };
  return { kind: "not-confirmed" };
}

/** The row must say what the guest accepted, to the last letter, and name a tool that is still there. */
function read(action: Action, tools: Tool[]): { tool: WriteTool; input: Record<string, unknown> } | Refusal {
  const personNeeded = (say: string): Refusal => ({ refused: "person-needed", say });
  if (offerHash(action) !== action.hash)
    return personNeeded("This is not what was shown to you, so nothing was done. A person looks at it.");
  const tool = tools.find(
    (candidate): candidate is WriteTool => candidate.effect === "write" && candidate.name === action.tool,
  );
  if (!tool) return personNeeded("This can no longer be done here.");
  const parsed = parseInput(tool, action.input);
  return "refused" in parsed ? personNeeded(parsed.say) : { tool, input: parsed.input };
}

type Checked =
  | { subject: Authorised<unknown> }
  /** `changed`: it could be done, but for another amount. */
  | { refused: Refusal; changed: boolean };

/**
 * Authorises, and looks at preconditions and price again. An order that went out before may have been carried out already, so that it is no
 * longer possible: then it is sent again all the same, because only the booking system knows. Throws what the tool throws.
 */
async function check(
  tool: WriteTool,
  context: ToolContext,
  { action, input }: { action: Action; input: Record<string, unknown> },
): Promise<Checked> {
  const subject = await authorise(tool, context, input);
  if (isRefusal(subject)) {
    if (action.sentAt !== null) throw new Error(`what ${action.id} is about cannot be found any more`);
    return { refused: subject, changed: false };
  }
  if (action.sentAt !== null) return { subject };
  const unmet = await tool.preconditions(context, subject);
  if (unmet) return { refused: unmet, changed: false };
  const changed = await quoteChanged(tool, context, { subject, input, action });
  return changed ? { refused: changed, changed: true } : { subject };
}

/**
 * The guest accepted an exact amount. The tool computes its own again as of the instant of its offer: a night in the approval queue must not
 * cost her money, but a booking that changed underneath (other dates, another price) yields another amount, and then nothing runs. An amount
 * that a person of staff has set stands in for the tool's, so there it is the tool's first offer that must still be what it was.
 */
async function quoteChanged(
  tool: WriteTool,
  context: ToolContext,
  {
    subject,
    input,
    action,
  }: { subject: Authorised<unknown>; input: Record<string, unknown>; action: Action },
): Promise<Refusal | null> {
  const original = await findOriginal(context.db, { action });
  const again = await tool.quote({ ...context, now: original.createdAt }, subject, input);
  const { amount, direction, credit } = quoteOf(original);
  const isSame =
    again.amount.minor === amount.minor &&
    again.amount.currency === amount.currency &&
    (again.credit?.minor ?? 0) === (credit?.minor ?? 0) &&
    again.direction === direction;
  return isSame
    ? null
    : { refused: "not-met", say: "The amount has changed since you confirmed it, so nothing was done." };
}

async function fail(
  { db, now }: ToolContext,
  { id: actionId }: Action,
  refusal: Refusal,
  changed = false,
): Promise<ActionOutcome> {
  const personNeeded = refusal.refused === "person-needed" || refusal.refused === "unavailable";
  const failure = { reason: refusal.say, personNeeded, changed };
  await failAction(db, { actionId, ...failure, now });
  return failed(failure);
}

const failed = ({ reason: say, personNeeded = false, changed = false }: Failure): ActionOutcome => ({
  kind: "failed",
  say,
  personNeeded,
  changed,
});

const neverReached = "The booking system could not be reached, so nothing was done.";

async function defer({ db, now }: ToolContext, { id }: Action, error: unknown): Promise<ActionOutcome> {
  const deferred = await deferAction(db, { actionId: id, reason: neverReached, now });
  return { kind: "unknown", deferred, error };
}
