import { randomUUID } from "node:crypto";
import { type Action, type Offer, offerAction } from "../db/actions.ts";
import { offerHash } from "./offer-hash.ts";
import { authorise, parseInput } from "./parse-and-authorise.ts";
import { isRefusal, type Quote, type Refusal, type Tool, type ToolContext, type WriteTool } from "./tool.ts";

export { type ActionOutcome, runAction } from "./run-action.ts";

/*
 * The pipeline of every tool call: parse → authorise → preconditions → confirm → approve → run.
 *
 * A model can only reach `callTool`. It runs what reads; of what writes it makes an offer, and no more. `runAction` (run-action.ts) runs an
 * offer that the guest accepted, and takes nothing from a model: everything comes from the action's row.
 */

export type CallOutcome =
  | { kind: "result"; result: unknown; input: Record<string, unknown> }
  /** `input` is empty when it could not be read. `error`: what the tool threw, for the operator. */
  | { kind: "refused"; refusal: Refusal; input: Record<string, unknown>; error?: unknown }
  | { kind: "offered"; action: Action; input: Record<string, unknown> }
  | { kind: "handoff"; reason: string; input: Record<string, unknown> }
  /** A person took the conversation in the meantime. */
  | { kind: "silenced" };

export interface Call {
  name: string;
  argumentsJson: string;
}

/**
 * One call of a model. Never throws for anything the model wrote, nor for a tool that could not read what it needs. `offerMsMax` bounds
 * how long an offer stands, in ms.
 */
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

  const asked = await ask(tool, context, input).catch((error: unknown) => ({ error }));
  if ("error" in asked) return { kind: "refused", refusal: unavailable, input, error: asked.error };
  if ("refused" in asked) return { kind: "refused", refusal: asked, input };
  if ("result" in asked) return { kind: "result", result: asked.result, input };

  const offered = await offer(context, { ...asked, input, offerMsMax });
  if (offered.kind === "silenced") return offered;
  if (offered.kind === "offered") return { ...offered, input };
  const say = `${asked.quote.title}: what you confirmed before is still being carried out, so I cannot make another offer now.`;
  return { kind: "refused", refusal: { refused: "not-met", say }, input };
}

/** Everything of a call that reads: a result, or the quote of what would be done. Throws what the tool throws. */
async function ask(
  tool: Exclude<Tool, { effect: "handoff" }>,
  context: ToolContext,
  input: Record<string, unknown>,
): Promise<{ result: unknown } | { tool: WriteTool; quote: Quote } | Refusal> {
  const subject = await authorise(tool, context, input);
  if (isRefusal(subject)) return subject;
  if (tool.effect === "read") {
    const result = await tool.run(context, subject, input);
    return isRefusal(result) ? result : { result };
  }
  const unmet = await tool.preconditions(context, subject);
  return unmet ?? { tool, quote: await tool.quote(context, subject, input) };
}

const unavailable: Refusal = {
  refused: "unavailable",
  say: "The booking system does not answer right now, so I could not look this up. Nothing was changed.",
};

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
  const row = { guestId, conversationId, tool: tool.name, subject, input: JSON.stringify(input) };
  const hash = offerHash({ ...row, quote: JSON.stringify(shown), replacesId: null });
  const id = `cf_${randomUUID()}`;
  return offerAction(db, { id, ...row, turnId, quote: shown, hash, expiresAt: now + offerMsMax, by, now });
}

const refuse = (refused: Refusal["refused"], say: string): CallOutcome => ({
  kind: "refused",
  refusal: { refused, say },
  input: {},
});
