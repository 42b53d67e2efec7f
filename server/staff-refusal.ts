import type { StaffOutcome } from "../db/staff-desk.ts";
import { notFound, Problem } from "./problem.ts";

/** What staff read when an act of theirs did nothing; null when it went well. */
export function staffRefusal(outcome: StaffOutcome): Problem | null {
  if (outcome.ok) return null;
  switch (outcome.why) {
    case "unknown":
      return notFound("There is no such escalation.");
    case "reused-id":
      return new Problem(422, "messageId: was used before for another message");
    case "amount":
      return new Problem(422, `amountMinor: ${outcome.say}`);
    case "credit":
      return new Problem(422, outcome.say);
    case "credit-role":
      return new Problem(403, "This is above what you can give. A lead who holds the conversation can.");
    case "taken":
      return new Problem(409, `${outcome.by ?? "Somebody else"} was first.`, { by: outcome.by });
    case "decided":
      return new Problem(409, "This was decided before.");
    case "too-late":
      return new Problem(409, "The time to decide is over. Nothing was done, and the guest is told.");
    case "same-person":
      return new Problem(403, "You have approved or set this already. A second approval is somebody else's.");
    case "role":
      return new Problem(403, "A lead must approve this.");
    case "unreachable":
      return new Problem(503, "The booking system does not answer right now. Nothing was changed.");
    case "state":
      return new Problem(409, "The escalation is not in a state that allows this.");
  }
}
