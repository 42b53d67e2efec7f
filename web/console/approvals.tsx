import type { ApprovalGiven, EscalationDetail } from "../../agent/events.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { dayName, timeOfDay } from "../conversation/format-time.ts";
import { useMinutes } from "./use-minutes.ts";

interface Props {
  action: NonNullable<EscalationDetail["action"]>;
  isWaiting: boolean;
}

/** Who has decided what, whose word is missing, and until when. */
export function Approvals({ action: { approvals, standing }, isWaiting }: Props) {
  const now = useMinutes();
  const when = (at: string) => `${dayName(at, now)}, ${timeOfDay(at)}`;
  return (
    <ul class="approvals">
      {approvals.map((given) => (
        <li key={`${given.staffName}${given.at}`}>
          <b>{given.staffName}</b> {deed(given)}
          {given.reason && `: “${given.reason}”`} <span class="when">{when(given.at)}</span>
        </li>
      ))}
      {isWaiting && standing && (
        <li class="missing">
          <b>{missing(standing)}</b> <span class="when">until {deadline(standing.expiresAt)}</span>
        </li>
      )}
    </ul>
  );
}

function deed({ decision, amount }: ApprovalGiven): string {
  if (decision === "change") return `set ${amount ? formatMoney(amount) : "another amount"}`;
  return decision === "approve" ? "approved" : "declined";
}

function missing({
  people,
  givenBy,
  next,
}: NonNullable<NonNullable<EscalationDetail["action"]>["standing"]>): string {
  const who = next === "lead" ? "A lead" : "A person";
  if (people === 1) return `${who} must approve it`;
  if (givenBy.length === 0) return "Two people must approve it, one of them a lead";
  const by = next === "lead" ? "a lead" : "another person";
  return `First approval by ${givenBy.join(" and ")}; it needs a second one, by ${by}`;
}

/** "Saturday 28 November, 10:04". */
function deadline(at: string): string {
  const date = new Date(at).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
  return `${date}, ${timeOfDay(at)}`;
}
