import { Router } from "express";
import { type Action, decideAction } from "../../db/actions.ts";
import { guestOf } from "../auth/require-guest.ts";
import { notFound, Problem, parse } from "../problem.ts";
import type { Services } from "../services.ts";
import { decisionBody } from "./schemas.ts";

/** The button on a card. The decision commits and is answered at once; what follows from it appears in the conversation. */
export function confirmationRoutes({ db, clock }: Services): Router {
  const router = Router();
  router.post("/:id/confirmations/:confirmationId", async (request, response) => {
    const { decision } = parse(decisionBody, request.body);
    const { id: conversationId, confirmationId } = request.params;
    const decided = await decideAction(db, {
      confirmationId,
      conversationId,
      guestId: guestOf(response).id,
      decision,
      now: clock(),
    });
    if (decided.kind === "unknown") throw notFound("There is no such confirmation.");
    const { state } = decided.action;
    if (decided.kind === "person-holds") {
      const detail =
        "A person at Staywell has your conversation now. Nothing was changed; tell them what you want.";
      throw new Problem(409, detail, { state, outcome: null });
    }
    if (decided.kind === "used")
      throw new Problem(409, detailOf(decided.action), { state, outcome: outcomeOf(decided.action) });
    response.json({ confirmationId, state });
  });
  return router;
}

function detailOf({ state }: Action): string {
  if (state === "expired") return "This offer has expired. Nothing was changed.";
  if (state === "replaced") return "A newer offer has replaced this one. Nothing was changed.";
  if (state === "declined") return "This offer was declined. Nothing was changed.";
  if (state === "done") return "This was confirmed before, and is done.";
  return "This was decided before.";
}

/** The receipt of a done action, the reason of a failed or rejected one; null when there is none yet. */
const outcomeOf = ({ outcome }: Action): unknown => (outcome === null ? null : JSON.parse(outcome));
