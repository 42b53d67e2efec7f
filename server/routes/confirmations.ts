import { Router } from "express";
import { type Action, type Decision, decideAction } from "../../db/actions.ts";
import { guestOf } from "../auth/require-guest.ts";
import { answerOnce } from "../idempotency.ts";
import { notFound, Problem, parse } from "../problem.ts";
import type { Services } from "../services.ts";
import { decisionBody } from "./schemas.ts";

/** The button on a card. The decision commits and is answered at once; what follows from it appears in the conversation. */
export function confirmationRoutes({ db, clock }: Services): Router {
  const router = Router();
  router.post("/:id/confirmations/:confirmationId", async (request, response) => {
    const { decision } = parse(decisionBody, request.body);
    const { id: conversationId, confirmationId } = request.params;
    const guestId = guestOf(response).id;
    await answerOnce(request, response, {
      db,
      now: clock(),
      caller: { kind: "guest", id: guestId },
      isRequired: false,
      act: () => decideAction(db, { confirmationId, conversationId, guestId, decision, now: clock() }),
      refusal,
      body: () => decidedAs(confirmationId, decision),
    });
  });
  return router;
}

function refusal(decided: Decision): Problem | null {
  if (decided.kind === "decided") return null;
  if (decided.kind === "unknown") return notFound("There is no such confirmation.");
  const { state } = decided.action;
  if (decided.kind === "used")
    return new Problem(409, detailOf(decided.action), { state, outcome: outcomeOf(decided.action) });
  const detail =
    "A person at Staywell has your conversation now. Nothing was changed; tell them what you want.";
  return new Problem(409, detail, { state, outcome: null });
}

/** The same also when it has run by the time that a repetition asks. */
const decidedAs = async (confirmationId: string, decision: "accept" | "decline") => ({
  confirmationId,
  state: decision === "accept" ? "accepted" : "declined",
});

function detailOf({ state }: Action): string {
  if (state === "expired") return "This offer has expired. Nothing was changed.";
  if (state === "replaced") return "A newer offer has replaced this one. Nothing was changed.";
  if (state === "declined") return "This offer was declined. Nothing was changed.";
  if (state === "done") return "This was confirmed before, and is done.";
  return "This was decided before.";
}

/** The receipt of a done action, the reason of a failed or rejected one; null when there is none yet. */
const outcomeOf = ({ outcome }: Action): unknown => (outcome === null ? null : JSON.parse(outcome));
