import { useEffect, useRef, useState } from "preact/hooks";
import type { GuestCredit } from "../../agent/events.ts";
import { formatMoney } from "../conversation/format-money.ts";
import { AmountField, DecisionForm, reasonCharsMax, WordsField } from "./decision-form.tsx";
import { parseAmount } from "./parse-amount.ts";
import type { CreditToGive } from "./staff-client.ts";

interface Props {
  bookings: GuestCredit["bookings"];
  guestName: string;
  isBusy: boolean;
  onGive: (credit: CreditToGive) => Promise<void>;
  onCancel: () => void;
}

/** For which booking, how much and why; then the same once more to confirm, because nobody here takes a credit back. */
export function CreditForm({ bookings, guestName, isBusy, onGive, onCancel }: Props) {
  const [ref, setRef] = useState(bookings[0]?.ref ?? "");
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const [toConfirm, setToConfirm] = useState<CreditToGive | null>(null);
  const currency = bookings.find((one) => one.ref === ref)?.currency ?? "EUR";
  const minor = parseAmount(amount, currency);
  const wrong = amount.trim() === "" || minor ? null : whyNot(minor, currency);
  if (toConfirm)
    return (
      <Confirmation {...{ credit: toConfirm, guestName, isBusy, onGive }} onBack={() => setToConfirm(null)} />
    );
  return (
    <DecisionForm
      label="Next"
      canSend={!isBusy && Boolean(minor) && reason.trim() !== ""}
      onSend={() =>
        minor && setToConfirm({ bookingRef: ref, amountMinor: minor, currency, reason: reason.trim() })
      }
      onCancel={onCancel}
    >
      <label>
        For which booking
        <select value={ref} onChange={(event) => setRef(event.currentTarget.value)}>
          {bookings.map((one) => (
            <option key={one.ref} value={one.ref}>
              {one.ref} · {one.placeName}
            </option>
          ))}
        </select>
      </label>
      <AmountField
        label={`Amount in ${currency}`}
        isFirst
        hintId="credit-hint"
        isWrong={wrong !== null}
        value={amount}
        onInput={setAmount}
      />
      <p id="credit-hint" class="form-hint bad" aria-live="polite">
        {wrong}
      </p>
      <WordsField
        label={`Reason, which ${guestName} reads`}
        charsMax={reasonCharsMax}
        value={reason}
        onInput={setReason}
      />
    </DecisionForm>
  );
}

const whyNot = (minor: number | null, currency: string): string =>
  minor === null ? `That is no amount in ${currency}.` : "The amount must be more than nothing.";

interface ConfirmationProps {
  credit: CreditToGive;
  guestName: string;
  isBusy: boolean;
  onGive: (credit: CreditToGive) => Promise<void>;
  onBack: () => void;
}

function Confirmation({ credit, guestName, isBusy, onGive, onBack }: ConfirmationProps) {
  const { bookingRef, amountMinor, currency, reason } = credit;
  const words = formatMoney({ minor: amountMinor, currency });
  const group = useRef<HTMLElement>(null);
  // Not the button: a second Enter in a hurry must not give it.
  useEffect(() => group.current?.focus(), []);
  return (
    <section ref={group} class="decision-form" tabIndex={-1} aria-labelledby="credit-question">
      <p id="credit-question">
        Give {guestName} <b>{words}</b> for {bookingRef}? {guestName} reads it in the chat at once, and it
        cannot be taken back here.
      </p>
      <p class="form-quote">{reason}</p>
      <div class="decision-buttons">
        <button
          type="button"
          class="button primary wide"
          disabled={isBusy}
          onClick={() => void onGive(credit)}
        >
          Give {words}
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={onBack}>
          Back
        </button>
      </div>
    </section>
  );
}
