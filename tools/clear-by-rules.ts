import { randomUUID } from "node:crypto";
import { type Action, quoteOf } from "../db/action-card.ts";
import { clearAction } from "../db/clear-action.ts";
import type { ActionState } from "../db/event-types.ts";
import { approvalNeed } from "./approval-need.ts";
import { reasonInWords } from "./approval-reason.ts";
import { builtInMoneyRules } from "./money-rules.ts";
import type { Running } from "./run-action.ts";
import type { ToolContext, WriteTool } from "./tool.ts";

type Held = NonNullable<ReturnType<NonNullable<WriteTool["heldFor"]>>>;

/** By the rules at once, or by people later. */
export function clearByRules(
  context: ToolContext,
  action: Action,
  { guestName, rules = builtInMoneyRules() }: Pick<Running, "guestName" | "rules">,
  held: Held | null = null,
): Promise<ActionState> {
  const { direction, amount, label, title, rule } = quoteOf(action);
  return clearAction(context.db, {
    actionId: action.id,
    needOf: ({ replacesId }, moved) => {
      const about = { direction, amount, setByStaff: replacesId !== null, held: held?.because ?? null };
      const need = approvalNeed(rules, about, moved);
      return need && { need, reason: reasonInWords(need, label) };
    },
    approvalMsMax: rules.approvalMsMax,
    escalationId: randomUUID(),
    summary: `${guestName} accepted: ${title}. ${rule}${held ? ` ${held.tell}` : ""}`,
    now: context.now,
  });
}
