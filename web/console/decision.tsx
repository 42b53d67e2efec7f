import { useState } from "preact/hooks";
import type { EscalationDetail } from "../../agent/events.ts";
import { AmountLines } from "../conversation/amount-lines.tsx";
import { cardStanding, offerTotalLabel } from "../conversation/card-words.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { DeclineForm } from "./decline-form.tsx";

interface Props {
  detail: EscalationDetail;
  action: NonNullable<EscalationDetail["action"]>;
  staffName: string;
  isBusy: boolean;
  onApprove: () => void;
  onDecline: (reason: string) => void;
}

/** The quote exactly as the guest accepted it, and the decision on it. */
export function Decision({ detail, action, staffName, isBusy, onApprove, onDecline }: Props) {
  const [isDeclining, setDeclining] = useState(false);
  const isWaiting = action.state === "awaiting_approval" && detail.status !== "resolved";
  const hasDecided = action.approvals.some((approval) => approval.staffName === staffName);
  const holder = detail.status === "claimed" && detail.staffName !== staffName ? detail.staffName : null;
  const canDecide = isWaiting && !holder && !hasDecided;
  return (
    <section class="decision" aria-labelledby="decision-title">
      <h2 id="decision-title">{isWaiting ? "To decide" : "Decided"}</h2>
      <h3>{action.title}</h3>
      <p class="decision-label">{action.label}</p>
      <AmountLines
        lines={action.lines}
        total={action.amount}
        totalLabel={offerTotalLabel(action.direction, "staff")}
      />
      <p class="card-rule">{action.rule}</p>
      {isWaiting && holder && <p class="decision-note">{holder} is deciding this.</p>}
      {isWaiting && hasDecided && <p class="decision-note">A second person must approve it too.</p>}
      {canDecide && !isDeclining && (
        <div class="decision-buttons">
          <button type="button" class="button primary" disabled={isBusy} onClick={onApprove}>
            Approve{action.direction !== "none" && ` ${formatMoney(action.amount)}`}
          </button>
          <button type="button" class="button danger" disabled={isBusy} onClick={() => setDeclining(true)}>
            Decline…
          </button>
        </div>
      )}
      {canDecide && isDeclining && (
        <DeclineForm isBusy={isBusy} onDecline={onDecline} onCancel={() => setDeclining(false)} />
      )}
      {!isWaiting && (
        <p class={`card-standing ${cardStanding(action.state, "staff").tone}`}>
          {cardStanding(action.state, "staff").words}
        </p>
      )}
      <ul class="approvals">
        {action.approvals.map((approval) => (
          <li key={approval.staffName}>
            <b>{approval.staffName}</b> {approval.decision === "approve" ? "approved" : "declined"}
            {approval.reason && `: “${approval.reason}”`}
          </li>
        ))}
      </ul>
    </section>
  );
}
