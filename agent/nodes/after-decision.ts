import { type Action, findAction } from "../../db/actions.ts";
import type { Db } from "../../db/open.ts";
import { phrases } from "../phrases.ts";
import type { Update } from "../state.ts";

/** Where a turn goes once its card is decided. The decision is in the action's row; what a graph was resumed with does not count. */
export async function afterDecision(db: Db, actionId: string | null): Promise<Update> {
  const action = actionId ? await findAction(db, { actionId }) : undefined;
  switch (action?.state) {
    case "accepted":
    case "approved":
    case "done":
    case "failed":
      return { next: "act" };
    case "declined":
      return { next: "reply", say: phrases.declined };
    case "rejected":
      return { next: "reply", say: phrases.rejected(reasonOf(action)) };
    // Expired or replaced: the card says so itself.
    default:
      return { next: "end" };
  }
}

const reasonOf = (action: Action): string | null =>
  (JSON.parse(action.outcome ?? "{}") as { reason?: string }).reason ?? null;
