import { useEffect, useRef, useState } from "preact/hooks";
import type { Money } from "../../agent/events.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { parseAmount } from "./parse-amount.ts";

/** The server takes no longer reason. */
const charsMax = 500;

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
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const minor = parseAmount(amount, offered.currency);
  const wrong = amount.trim() === "" ? null : whyNot(minor, { offered, left });
  const canSend = minor !== null && wrong === null && reason.trim() !== "";
  return (
    <form
      class="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend && minor !== null) onChange(minor, reason.trim());
      }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
    >
      <label>
        New amount in {offered.currency}
        <input
          ref={input}
          inputMode="decimal"
          autocomplete="off"
          value={amount}
          aria-invalid={wrong !== null}
          aria-describedby="change-hint"
          onInput={(event) => setAmount(event.currentTarget.value)}
        />
      </label>
      <p id="change-hint" class={wrong ? "form-hint bad" : "form-hint"} aria-live="polite">
        {wrong ?? `Offered: ${formatMoney(offered)}. At most ${formatMoney(left)} can go back.`}
      </p>
      <label>
        Reason, which the guest reads
        <textarea
          rows={3}
          maxLength={charsMax}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <div class="decision-buttons">
        <button type="submit" class="button primary wide" disabled={isBusy || !canSend}>
          Offer {canSend && minor !== null ? formatMoney({ ...offered, minor }) : "this amount"}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          Back
        </button>
      </div>
    </form>
  );
}

function whyNot(minor: number | null, { offered, left }: Pick<Props, "offered" | "left">): string | null {
  if (minor === null) return `That is no amount in ${offered.currency}.`;
  if (minor === 0) return "To refund nothing, decline.";
  if (minor > left.minor) return `At most ${formatMoney(left)} can go back.`;
  return minor === offered.minor ? "That is what is offered already." : null;
}
