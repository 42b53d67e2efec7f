import { useState } from "preact/hooks";
import type { EscalationDetail } from "../../agent/events.ts";
import { AmountLines } from "../conversation/amount-lines.tsx";
import { cardStanding, offerTotalLabel } from "../conversation/card-words.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { Approvals } from "./approvals.tsx";
import { ChangeForm } from "./change-form.tsx";
import { DeclineForm } from "./decline-form.tsx";
import { type Permission, permissionOf } from "./permission.ts";
import type { Staff } from "./staff-client.ts";

interface Props {
  detail: EscalationDetail;
  action: NonNullable<EscalationDetail["action"]>;
  staff: Staff;
  isBusy: boolean;
  onApprove: () => void;
  onDecline: (reason: string) => void;
  onChange: (amountMinor: number, reason: string) => void;
}

/** The quote exactly as the guest accepted it, and the decision on it. */
export function Decision({ detail, action, staff, isBusy, onApprove, onDecline, onChange }: Props) {
  const [form, setForm] = useState<"decline" | "change" | null>(null);
  const permission = permissionOf(detail, action, staff);
  const { isWaiting } = permission;
  return (
    <section class="decision" aria-labelledby="decision-title">
      <h2 id="decision-title">{isWaiting ? "To decide" : "Decided"}</h2>
      <h3>{action.title}</h3>
      <p class="decision-label">{action.label}</p>
      <AmountLines
        lines={action.lines}
        total={action.amount}
        totalLabel={offerTotalLabel(action.direction, "staff")}
        credit={action.credit}
        direction={action.direction}
      />
      <p class="card-rule">{action.rule}</p>
      {!isWaiting && (
        <p class={`card-standing ${cardStanding(action.state, "staff").tone}`}>{standingWords(action)}</p>
      )}
      <Approvals action={action} isWaiting={isWaiting} />
      {permission.note && <p class="decision-note">{permission.note}</p>}
      {permission.mayDecide && form === null && (
        <Buttons {...{ action, permission, isBusy, onApprove }} onForm={setForm} />
      )}
      {permission.mayDecide && form === "decline" && (
        <DeclineForm isBusy={isBusy} onDecline={onDecline} onCancel={() => setForm(null)} />
      )}
      {permission.mayDecide && form === "change" && (
        <ChangeForm
          offered={action.amount}
          left={detail.money?.left ?? action.amount}
          {...{ isBusy, onChange }}
          onCancel={() => setForm(null)}
        />
      )}
    </section>
  );
}

interface ButtonsProps {
  action: Props["action"];
  permission: Permission;
  isBusy: boolean;
  onApprove: () => void;
  onForm: (form: "decline" | "change") => void;
}

function Buttons({ action, permission, isBusy, onApprove, onForm }: ButtonsProps) {
  return (
    <div class="decision-buttons">
      {permission.mayApprove && (
        <button type="button" class="button primary wide" disabled={isBusy} onClick={onApprove}>
          Approve{action.direction !== "none" && ` ${formatMoney(action.amount)}`}
        </button>
      )}
      {action.direction === "refund" && (
        <button type="button" class="button" disabled={isBusy} onClick={() => onForm("change")}>
          Change amount…
        </button>
      )}
      <button type="button" class="button danger" disabled={isBusy} onClick={() => onForm("decline")}>
        Decline…
      </button>
    </div>
  );
}

/** An approval's card ends in ways of its own. */
function standingWords({ state, standing }: Props["action"]): string {
  if (state === "expired" && standing) return "Nobody decided in time. Nothing was changed.";
  if (state === "replaced" && standing) return "Another amount was set; the guest has a new offer.";
  return cardStanding(state, "staff").words;
}
