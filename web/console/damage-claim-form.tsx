import { useState } from "preact/hooks";
import { AmountField, DecisionForm, hostWordsCharsMax, useSending, WordsField } from "./decision-form.tsx";
import { parseAmount } from "./parse-amount.ts";
import { staffClient } from "./staff-client.ts";

/** What a host says on the telephone. The guest is told the amount when she asks for her deposit, and never the words. */
export function DamageClaimForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const [ref, setRef] = useState("");
  const [amount, setAmount] = useState("");
  const [currency, setCurrency] = useState("EUR");
  const [words, setWords] = useState("");
  const { problem, isBusy, send } = useSending(onDone);
  const isNamed = amount.trim() !== "";
  const minor = isNamed && /^[A-Z]{3}$/.test(currency) ? parseAmount(amount, currency) : null;
  const isWrong = isNamed && !minor;
  const canSend = !isBusy && !isWrong && ref.trim() !== "" && words.trim() !== "";

  const claim = { amount: minor ? { minor, currency } : null, words: words.trim() };
  return (
    <DecisionForm
      label="Record the claim"
      canSend={canSend}
      problem={problem}
      onSend={() => void send(() => staffClient.claimDamage(ref.trim().toUpperCase(), claim))}
      onCancel={onCancel}
    >
      <label>
        Booking
        <input
          autocomplete="off"
          placeholder="BK-204"
          value={ref}
          onInput={(event) => setRef(event.currentTarget.value)}
        />
      </label>
      <WordsField
        label="What is damaged, in the host’s words"
        charsMax={hostWordsCharsMax}
        value={words}
        onInput={setWords}
      />
      <AmountField
        label="Amount, if the host names one"
        hintId="claim-hint"
        isWrong={isWrong}
        value={amount}
        onInput={setAmount}
      />
      <label>
        Currency of the booking
        <input
          autocomplete="off"
          maxLength={3}
          value={currency}
          onInput={(event) => setCurrency(event.currentTarget.value.toUpperCase())}
        />
      </label>
      <p id="claim-hint" class="form-hint bad" aria-live="polite">
        {isWrong && `That is no amount in ${currency}.`}
      </p>
    </DecisionForm>
  );
}
