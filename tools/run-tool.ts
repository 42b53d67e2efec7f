import { createHash, randomUUID } from "node:crypto";
import type * as z from "zod";
import { quoteOf } from "../db/action-card.ts";
import { type Action, failAction, findAction, type Offer, offerAction } from "../db/actions.ts";
import { awaitApproval } from "../db/approvals.ts";
import type { Receipt } from "../db/event-types.ts";
import { needsApproval } from "./refunds/approval-limits.ts";
import {
  type Authorised,
  isRefusal,
  type Quote,
  type Refusal,
  type Tool,
  type ToolContext,
  type WriteTool,
} from "./tool.ts";

/*
 * The pipeline of every tool call: parse → authorise → preconditions → confirm → approve → run.
 *
 * A model can only reach `callTool`. It runs what reads; of what writes it makes an offer, and no more. `runAction` runs an offer that
 * the guest accepted, and takes nothing from a model: everything comes from the action's row.
 */

export type CallOutcome =
  | { kind: "result"; result: unknown; input: Record<string, unknown> }
  /** `input` is empty when it could not be read. */
  | { kind: "refused"; refusal: Refusal; input: Record<string, unknown> }
  | { kind: "offered"; action: Action; input: Record<string, unknown> }
  | { kind: "handoff"; reason: string; input: Record<string, unknown> }
  /** A person took the conversation in the meantime. */
  | { kind: "silenced" };

export interface Call {
  name: string;
  argumentsJson: string;
}

/** One call of a model. Never throws for anything the model wrote. `offerMsMax` bounds how long an offer stands, in ms. */
export async function callTool(
  context: ToolContext,
  { tools, call, offerMsMax }: { tools: Tool[]; call: Call; offerMsMax: number },
): Promise<CallOutcome> {
  const tool = tools.find((candidate) => candidate.name === call.name);
  if (!tool)
    return refuse(
      "unreadable",
      `There is no tool "${call.name}". Tools: ${tools.map((t) => t.name).join(", ")}.`,
    );
  const parsed = parseInput(tool, call.argumentsJson);
  if ("refused" in parsed) return { kind: "refused", refusal: parsed, input: {} };
  const { input } = parsed;
  if (tool.effect === "handoff") return { kind: "handoff", reason: tool.reason(input), input };

  const subject = await authorise(tool, context, input);
  if (isRefusal(subject)) return { kind: "refused", refusal: subject, input };
  if (tool.effect === "read") {
    const result = await tool.run(context, subject, input);
    return isRefusal(result)
      ? { kind: "refused", refusal: result, input }
      : { kind: "result", result, input };
  }
  const unmet = await tool.preconditions(context, subject);
  if (unmet) return { kind: "refused", refusal: unmet, input };
  const quote = await tool.quote(context, subject, input);
  const offered = await offer(context, { tool, input, quote, offerMsMax });
  if (offered.kind === "silenced") return offered;
  if (offered.kind === "offered") return { ...offered, input };
  const say = `${quote.title}: what you confirmed before is still being carried out, so I cannot make another offer now.`;
  return { kind: "refused", refusal: { refused: "not-met", say }, input };
}

export type ActionOutcome =
  | { kind: "done"; receipt: Receipt }
  /** Above the limit: a person decides. */
  | { kind: "waiting" }
  /** It did not run, and will not. `personNeeded` when a person must look at it. */
  | { kind: "failed"; say: string; personNeeded: boolean }
  /** The action is not, or no longer, confirmed. */
  | { kind: "not-confirmed" };

/** Runs a confirmed action, once: a second call finds the receipt of the first. */
export async function runAction(
  context: ToolContext,
  { tools, actionId, guestName }: { tools: Tool[]; actionId: string; guestName: string },
): Promise<ActionOutcome> {
  const action = await findAction(context.db, { actionId });
  if (!action || action.guestId !== context.guestId) return { kind: "not-confirmed" };
  if (action.state === "done") return { kind: "done", receipt: JSON.parse(action.outcome ?? "null") };
  if (action.state === "awaiting_approval") return { kind: "waiting" };
  if (action.state !== "accepted" && action.state !== "approved") return { kind: "not-confirmed" };

  const tool = tools.find(
    (candidate): candidate is WriteTool => candidate.effect === "write" && candidate.name === action.tool,
  );
  if (!tool)
    return fail(context, action, { refused: "person-needed", say: "This can no longer be done here." });
  const parsed = parseInput(tool, action.input);
  if ("refused" in parsed) return fail(context, action, { ...parsed, refused: "person-needed" });
  const subject = await authorise(tool, context, parsed.input);
  if (isRefusal(subject)) return fail(context, action, subject);
  const unmet = await tool.preconditions(context, subject);
  if (unmet) return fail(context, action, unmet);
  const changed = await quoteChanged(tool, context, { subject, input: parsed.input, action });
  if (changed) return fail(context, action, changed);

  const quote: Quote = { ...quoteOf(action), subject: action.subject };
  if (action.state === "accepted" && quote.direction === "refund" && needsApproval(quote.amount)) {
    const reason = `${quote.label} is above the limit for refunds without a person.`;
    const summary = `${guestName} accepted: ${quote.title}. ${quote.rule}`;
    await awaitApproval(context.db, {
      actionId,
      escalationId: randomUUID(),
      reason,
      summary,
      now: context.now,
    });
    return { kind: "waiting" };
  }
  const confirmed = { confirmationId: action.id, tool: action.tool, input: parsed.input, quote };
  const receipt = await tool.run(context, subject, confirmed);
  return isRefusal(receipt) ? fail(context, action, receipt) : { kind: "done", receipt };
}

/**
 * The guest accepted an exact amount. It is computed again as of the instant of the offer: a night in the approval queue must not cost her
 * money, but a booking that changed underneath (other dates, another price) yields another amount, and then nothing runs.
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
  const again = await tool.quote({ ...context, now: action.createdAt }, subject, input);
  const accepted = quoteOf(action).amount;
  if (again.amount.minor === accepted.minor && again.amount.currency === accepted.currency) return null;
  const say =
    "The amount has changed since you confirmed it, so nothing was done. Please ask for a new quote.";
  return { refused: "not-met", say };
}

/** The only maker of an `Authorised`. */
async function authorise(
  tool: Exclude<Tool, { effect: "handoff" }>,
  context: ToolContext,
  input: Record<string, unknown>,
): Promise<Authorised<unknown> | Refusal> {
  return (await tool.authorise(context, input)) as Authorised<unknown> | Refusal;
}

function parseInput(tool: Tool, argumentsJson: string): { input: Record<string, unknown> } | Refusal {
  let raw: unknown;
  try {
    raw = JSON.parse(argumentsJson);
  } catch {
    return { refused: "unreadable", say: `The arguments of ${tool.name} are not JSON.` };
  }
  const parsed = tool.input.safeParse(raw);
  if (parsed.success) return { input: parsed.data as Record<string, unknown> };
  const issues = (parsed.error as z.ZodError).issues.map(
    (issue) => `${issue.path.join(".") || "input"}: ${issue.message}`,
  );
  return { refused: "unreadable", say: `The arguments of ${tool.name} do not fit. ${issues.join("; ")}.` };
}

function offer(
  context: ToolContext,
  {
    tool,
    input,
    quote,
    offerMsMax,
  }: { tool: WriteTool; input: Record<string, unknown>; quote: Quote; offerMsMax: number },
): Promise<Offer> {
  const { db, guestId, conversationId, turnId, now, by } = context;
  const { subject, ...shown } = quote;
  const inputJson = JSON.stringify(input);
  const bound = [guestId, conversationId, tool.name, inputJson, quote.amount.minor, quote.amount.currency];
  const hash = createHash("sha256").update(JSON.stringify(bound)).digest("hex");
  const id = `cf_${randomUUID()}`;
  return offerAction(db, {
    id,
    conversationId,
    guestId,
    turnId,
    tool: tool.name,
    subject,
    input: inputJson,
    quote: shown,
    hash,
    expiresAt: now + offerMsMax,
    by,
    now,
  });
}

async function fail(context: ToolContext, action: Action, refusal: Refusal): Promise<ActionOutcome> {
  await failAction(context.db, { actionId: action.id, reason: refusal.say, now: context.now });
  return { kind: "failed", say: refusal.say, personNeeded: refusal.refused === "person-needed" };
}

const refuse = (refused: Refusal["refused"], say: string): CallOutcome => ({
  kind: "refused",
  refusal: { refused, say },
  input: {},
});
