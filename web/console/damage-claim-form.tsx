import { useState } from "preact/hooks";
import { ApiProblem } from "../http/problem.ts";
import { parseAmount } from "./parse-amount.ts";
import { staffClient } from "./staff-client.ts";

/** The server takes no longer words. */
const charsMax = 1_000;

/** What a host says on the telephone. The guest is told the amount when she asks for her deposit, and never the words. */
export function DamageClaimForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const [ref, setRef] = useState("");
  const [amount, setAmount] = useState("");
  const [currency, setCurrency] = useState("EUR");
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isNamed = amount.trim() !== "";
  const minor = isNamed && /^[A-Z]{3}$/.test(currency) ? parseAmount(amount, currency) : null;
  const isWrong = isNamed && !minor;
  const canSend = !isBusy && !isWrong && ref.trim() !== "" && words.trim() !== "";

  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const claim = { amount: minor ? { minor, currency } : null, words: words.trim() };
      await staffClient.claimDamage(ref.trim().toUpperCase(), claim);
      onDone();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.detail : "Something went wrong.");
      setBusy(false);
    }
  };
  return (
    <form
      class="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) void send();
      }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
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
      <label>
        What is damaged, in the host’s words
        <textarea
          rows={3}
          maxLength={charsMax}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <label>
        Amount, if the host names one
        <input
          inputMode="decimal"
          autocomplete="off"
          value={amount}
          aria-invalid={isWrong}
          aria-describedby="claim-hint"
          onInput={(event) => setAmount(event.currentTarget.value)}
        />
      </label>
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
      {problem && (
        <p class="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="decision-buttons">
        <button type="submit" class="button primary" disabled={!canSend}>
          Record the claim
        </button>
        <button type="button" class="button" onClick={onCancel}>
          Back
        </button>
      </div>
    </form>
  );
}
