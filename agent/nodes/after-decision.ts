import { quoteOf } from "../../db/action-card.ts";
import { findReplacement } from "../../db/action-chain.ts";
import { type Action, findAction } from "../../db/actions.ts";
import type { TurnContext } from "../context.ts";
import { phrases } from "../phrases.ts";
import type { Update } from "../state.ts";
import { offerAmountSet } from "./offer-amount-set.ts";

/** Where a turn goes once its card is decided. The decision is in the action's row; what a graph was resumed with does not count. */
export async function afterDecision(context: TurnContext, actionId: string | null): Promise<Update> {
  const action = actionId ? await findAction(context.db, { actionId }) : undefined;
  switch (action?.state) {
    case "accepted":
    case "approved":
    case "done":
    case "failed":
      return { next: "act", actionId };
    case "in_doubt":
      return { next: "handoff", handoffReason: phrases.inDoubtReason, say: phrases.inDoubt };
    case "declined":
      return { next: "reply", say: phrases.declined };
    case "rejected":
      return { next: "reply", say: phrases.rejected(reasonOf(action)) };
    case "expired":
      return afterExpiry(action);
    case "replaced":
      return afterReplacement(context, action);
    default:
      return { next: "end" };
  }
}

/** An offer that the guest let lie says so itself, on its card. One that people let lie is their fault: she is told, and a person is asked. */
function afterExpiry(action: Action): Update {
  if (action.approvalExpiresAt === null) return { next: "end" };
  const { label } = quoteOf(action);
  const handoffReason = `“${label}” waited for its approval until its time was over. Nothing was done.`;
  return { next: "handoff", handoffReason, say: phrases.approvalExpired(label) };
}

/** A newer quote has its own turn. An amount that a person set is offered in this one. */
async function afterReplacement(context: TurnContext, { id }: Action): Promise<Update> {
  const replacement = await findReplacement(context.db, { actionId: id });
  if (!replacement) return { next: "end" };
  if (replacement.state !== "offered") return afterDecision(context, replacement.id);
  return { next: "confirm", actionId: replacement.id, steps: [await offerAmountSet(context, replacement)] };
}

const reasonOf = (action: Action): string | null =>
  (JSON.parse(action.outcome ?? "{}") as { reason?: string }).reason ?? null;
