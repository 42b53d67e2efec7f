import { useEffect, useRef, useState } from "preact/hooks";

/** The server takes no longer reason. */
const charsMax = 500;

interface Props {
  isBusy: boolean;
  onDecline: (reason: string) => void;
  onCancel: () => void;
}

/** A refusal has a reason: the guest is told it, and colleagues read it. */
export function DeclineForm({ isBusy, onDecline, onCancel }: Props) {
  const [reason, setReason] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  return (
    <form
      class="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") onDecline(reason.trim());
      }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
    >
      <label>
        Reason, which the guest reads
        <textarea
          ref={area}
          rows={3}
          maxLength={charsMax}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <div class="decision-buttons">
        <button type="submit" class="button danger" disabled={isBusy || reason.trim() === ""}>
          Decline
        </button>
        <button type="button" class="button" onClick={onCancel}>
          Back
        </button>
      </div>
    </form>
  );
}
