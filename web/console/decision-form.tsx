import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiProblem } from "../http/problem.ts";

interface DecisionFormProps {
  children: ComponentChildren;
  /** What the button says that sends it. */
  label: string;
  kind?: "primary" | "primary wide" | "danger";
  /** False: the button is off, and Enter sends nothing. */
  canSend: boolean;
  /** Why the server refused the last attempt. */
  problem?: string | null;
  onSend: () => void;
  onCancel: () => void;
}

/** The frame of what staff fill in and send. Escape goes back. */
export function DecisionForm(props: DecisionFormProps) {
  const { children, label, kind = "primary", canSend, problem = null, onSend, onCancel } = props;
  return (
    <form
      class="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) onSend();
      }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
    >
      {children}
      {problem && (
        <p class="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="decision-buttons">
        <button type="submit" class={`button ${kind}`} disabled={!canSend}>
          {label}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          Back
        </button>
      </div>
    </form>
  );
}

interface FieldProps {
  label: string;
  value: string;
  /** The form opens with it. */
  isFirst?: boolean;
  onInput: (value: string) => void;
}

export function AmountField({
  label,
  value,
  isFirst = false,
  isWrong,
  hintId,
  onInput,
}: FieldProps & { isWrong: boolean; hintId: string }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => (isFirst ? input.current?.focus() : undefined), []);
  return (
    <label>
      {label}
      <input
        ref={input}
        inputMode="decimal"
        autocomplete="off"
        value={value}
        aria-invalid={isWrong}
        aria-describedby={hintId}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}

/** Words of a sentence or two. The server takes no more than `charsMax` characters. */
export function WordsField({
  label,
  value,
  isFirst = false,
  charsMax,
  onInput,
}: FieldProps & { charsMax: number }) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => (isFirst ? area.current?.focus() : undefined), []);
  return (
    <label>
      {label}
      <textarea
        ref={area}
        rows={3}
        maxLength={charsMax}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}

/** Of what a person of staff gives as a reason. */
export const reasonCharsMax = 500;
/** Of what a host says. */
export const hostWordsCharsMax = 1_000;

/** Sends a form once at a time, and keeps what the server said against it. */
export function useSending(onDone: () => void) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      onDone();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.detail : "Something went wrong.");
      setBusy(false);
    }
  };
  return { problem, isBusy, send };
}
