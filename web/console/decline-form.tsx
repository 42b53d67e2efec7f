import { useState } from "preact/hooks";
import { DecisionForm, reasonCharsMax, WordsField } from "./decision-form.tsx";

interface Props {
  isBusy: boolean;
  onDecline: (reason: string) => void;
  onCancel: () => void;
}

/** A refusal has a reason: the guest is told it, and colleagues read it. */
export function DeclineForm({ isBusy, onDecline, onCancel }: Props) {
  const [reason, setReason] = useState("");
  return (
    <DecisionForm
      label="Decline"
      kind="danger"
      canSend={!isBusy && reason.trim() !== ""}
      onSend={() => onDecline(reason.trim())}
      onCancel={onCancel}
    >
      <WordsField
        label="Reason, which the guest reads"
        isFirst
        charsMax={reasonCharsMax}
        value={reason}
        onInput={setReason}
      />
    </DecisionForm>
  );
}
