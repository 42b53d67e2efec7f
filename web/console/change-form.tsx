import { useState } from "preact/hooks";
import type { Money } from "../../agent/events.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { AmountField, DecisionForm, reasonCharsMax, WordsField } from "./decision-form.tsx";
import { parseAmount } from "./parse-amount.ts";

interface Props {
  offered: Money;
  /** What may go back at most. */
  left: Money;
  isBusy: boolean;
  onChange: (amountMinor: number, reason: string) => void;
  onCancel: () => void;
}

/** Another amount is another offer: the guest reads why, and must accept it. */
export function ChangeForm({ offered, left, isBusy, onChange, onCancel }: Props) {
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const minor = parseAmount(amount, offered.currency);
  const wrong = amount.trim() === "" ? null : whyNot(minor, { offered, left });
  const canSend = minor !== null && wrong === null && reason.trim() !== "";
  return (
    <DecisionForm
      label={`Offer ${canSend ? formatMoney({ ...offered, minor }) : "this amount"}`}
      kind="primary wide"
      canSend={!isBusy && canSend}
      onSend={() => minor !== null && onChange(minor, reason.trim())}
      onCancel={onCancel}
    >
      <AmountField
        label={`New amount in ${offered.currency}`}
        isFirst
        hintId="change-hint"
        isWrong={wrong !== null}
        value={amount}
        onInput={setAmount}
      />
      <p id="change-hint" class={wrong ? "form-hint bad" : "form-hint"} aria-live="polite">
        {wrong ?? `Offered: ${formatMoney(offered)}. At most ${formatMoney(left)} can go back.`}
      </p>
      <WordsField
        label="Reason, which the guest reads"
        charsMax={reasonCharsMax}
        value={reason}
        onInput={setReason}
      />
    </DecisionForm>
  );
}

function whyNot(minor: number | null, { offered, left }: Pick<Props, "offered" | "left">): string | null {
  if (minor === null) return `That is no amount in ${offered.currency}.`;
  if (minor === 0) return "To refund nothing, decline.";
  if (minor > left.minor) return `At most ${formatMoney(left)} can go back.`;
  return minor === offered.minor ? "That is what is offered already." : null;
}
