import type { EscalationDetail } from "../../agent/events.ts";
import { BackIcon } from "../conversation/icons.tsx";
import { KindBadge } from "./escalation-row.tsx";

interface Props {
  detail: EscalationDetail;
  isMine: boolean;
  isBusy: boolean;
  onBack: () => void;
  onAct: (act: "claim" | "resolve" | "hand-back") => void;
}

export function CaseHeader({ detail, isMine, isBusy, onBack, onAct }: Props) {
  const { guestName, kind, status } = detail;
  const canEnd = isMine && kind === "question";
  return (
    <header class="case-header">
      <button type="button" class="icon-button case-back" aria-label="Back to the list" onClick={onBack}>
        <BackIcon />
      </button>
      <div class="case-title">
        <h1>{guestName}</h1>
        <p>
          <KindBadge kind={kind} /> {standing(detail, isMine)}
        </p>
      </div>
      <div class="case-actions">
        {status === "open" && (
          <button type="button" class="button primary" disabled={isBusy} onClick={() => onAct("claim")}>
            Claim
          </button>
        )}
        {canEnd && (
          <button type="button" class="button" disabled={isBusy} onClick={() => onAct("hand-back")}>
            Hand back to the assistant
          </button>
        )}
        {canEnd && (
          <button type="button" class="button primary" disabled={isBusy} onClick={() => onAct("resolve")}>
            Resolve
          </button>
        )}
      </div>
    </header>
  );
}

function standing({ status, staffName }: EscalationDetail, isMine: boolean): string {
  if (status === "open") return "Waits for somebody";
  if (status === "resolved") return staffName ? `Resolved by ${staffName}` : "Resolved";
  return isMine ? "You are on it" : `${staffName ?? "Somebody"} is on it`;
}
