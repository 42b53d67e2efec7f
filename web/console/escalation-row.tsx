import type { EscalationSummary } from "../../agent/events.ts";
import { waitingTime } from "../conversation/format-time.ts";

interface Props {
  escalation: EscalationSummary;
  isOpen: boolean;
  /** UTC ms. */
  now: number;
}

export function EscalationRow({ escalation, isOpen, now }: Props) {
  const { id, guestName, kind, reason } = escalation;
  return (
    <li>
      <a class="row" href={`#${encodeURIComponent(id)}`} aria-current={isOpen}>
        <span class="row-top">
          <span class="row-name">{guestName}</span>
          <Since escalation={escalation} now={now} />
        </span>
        <span class="row-reason">{reason}</span>
        <span class="row-facts">
          <KindBadge kind={kind} />
          {escalation.staffName && <span>{escalation.staffName}</span>}
        </span>
      </a>
    </li>
  );
}

export function KindBadge({ kind }: { kind: EscalationSummary["kind"] }) {
  return <span class={`badge ${kind}`}>{kind === "approval" ? "Approval" : "Question"}</span>;
}

/** Waiting longer than this, a case is marked. */
const longWaitMs = 15 * 60_000;

function Since({ escalation, now }: { escalation: EscalationSummary; now: number }) {
  const { status, createdAt, resolvedAt } = escalation;
  if (status === "resolved" && resolvedAt)
    return <span class="row-since">{waitingTime(now - Date.parse(resolvedAt))} ago</span>;
  const ms = now - Date.parse(createdAt);
  const isLong = status === "open" && ms > longWaitMs;
  return (
    <span class={isLong ? "row-since long" : "row-since"}>
      <span class="sr-only">Waiting </span>
      {waitingTime(ms)}
    </span>
  );
}
