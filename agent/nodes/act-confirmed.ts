import { quoteOf } from "../../db/action-card.ts";
import { findAction } from "../../db/actions.ts";
import { type ActionOutcome, callTool, runAction } from "../../tools/run-tool.ts";
import { step, type TurnContext, toolContext } from "../context.ts";
import { phrases } from "../phrases.ts";
import { receiptInWords } from "../receipt-in-words.ts";
import { sayByCode } from "../say-by-code.ts";
import type { Update } from "../state.ts";
import { sayThatApprovalIsNeeded } from "./approve.ts";

/** Runs what the guest has confirmed. No model is asked: what follows is said by code. */
export async function actConfirmed(actionId: string, context: TurnContext): Promise<Update> {
  context.emit({ type: "status", kind: "working" });
  // Confirmed is confirmed: it runs also when a person has taken the conversation since. Only the agent's words are silenced then.
  await context.settled().catch(() => undefined);
  const { tools, guest, rules } = context;
  const outcome = await runAction(toolContext(context), { tools, actionId, guestName: guest.name, rules });
  switch (outcome.kind) {
    case "done":
      return { next: "reply", actionId, say: receiptInWords(outcome.receipt) };
    case "waiting":
      return { next: "approve", actionId, steps: [await sayThatApprovalIsNeeded(context, actionId)] };
    case "not-confirmed":
      return { next: "reply", actionId, say: phrases.notConfirmed };
    case "unknown":
      return notKnown(outcome, { actionId, context });
    case "failed":
      if (outcome.changed) return offerAnew(actionId, context);
      if (outcome.personNeeded) return { next: "handoff", handoffReason: outcome.say, say: outcome.say };
      return { next: "reply", actionId, say: outcome.say };
  }
}

/** Neither done nor failed. The guest is told once; then housekeeping tries again in silence, and at last a person takes over. */
function notKnown(
  { deferred, error }: Extract<ActionOutcome, { kind: "unknown" }>,
  { actionId, context }: { actionId: string; context: TurnContext },
): Update {
  context.log.warn({ turnId: context.turn.id, err: error }, "the booking system did not answer");
  switch (deferred.kind) {
    case "retry": {
      const say = deferred.sent ? phrases.notKnownYet : phrases.notReachedYet;
      return deferred.first ? { next: "reply", actionId, say } : { next: "end", actionId };
    }
    case "in-doubt":
      return { next: "handoff", handoffReason: phrases.inDoubtReason, say: phrases.inDoubt };
    case "gave-up":
      return { next: "handoff", handoffReason: phrases.neverReached, say: phrases.neverReached };
    case "none":
      return { next: "end", actionId };
  }
}

/** The price moved between her yes and the deed: she is told, and sees what it would be now. Running twice offers once. */
async function offerAnew(actionId: string, context: TurnContext): Promise<Update> {
  const { db, tools, rules } = context;
  const action = await findAction(db, { actionId });
  if (!action) throw new Error(`no action ${actionId}`);
  sayByCode(context, phrases.amountChanged);
  await context.settled();
  const call = { name: action.tool, argumentsJson: action.input };
  const outcome = await callTool(toolContext(context), { tools, call, offerMsMax: rules.offerMsMax });
  const told = (more = "") =>
    step({ role: "note", text: `${phrases.amountChanged}${more}`, detail: undefined });
  if (outcome.kind === "offered") {
    const { id } = outcome.action;
    return { next: "confirm", actionId: id, steps: [told(` “${quoteOf(outcome.action).label}”`)] };
  }
  if (outcome.kind === "refused")
    return { next: "reply", actionId, say: outcome.refusal.say, steps: [told()] };
  return { next: "end", steps: [told()] };
}
