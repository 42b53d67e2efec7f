import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { EscalationDetail } from "../../agent/events.ts";
import { SendIcon } from "../conversation/icons.tsx";
import { randomId } from "../http/random-id.ts";

/** As long as a guest's message may be. */
const charsMax = 4_000;

interface Props {
  detail: EscalationDetail;
  isMine: boolean;
  isBusy: boolean;
  area: RefObject<HTMLTextAreaElement | null>;
  onClaim: () => void;
  /** True when it was sent. */
  onReply: (messageId: string, text: string) => Promise<boolean>;
}

/** Where staff answer, once the case is theirs. A reply that failed keeps its words and its id: sent again, it is the same message. */
export function ReplyBox({ detail, isMine, isBusy, area, onClaim, onReply }: Props) {
  const [text, setText] = useState("");
  const messageId = useRef(randomId());
  const [firstName] = detail.guestName.split(" ");

  const send = async () => {
    if (text.trim() === "" || isBusy) return;
    if (!(await onReply(messageId.current, text.trim()))) return;
    messageId.current = randomId();
    setText("");
  };
  if (detail.status === "resolved") return <p class="reply-note">This case is resolved.</p>;
  if (detail.status === "open")
    return (
      <p class="reply-note">
        Claim the case to answer {firstName}.
        <button type="button" class="button primary" disabled={isBusy} onClick={onClaim}>
          Claim
        </button>
      </p>
    );
  if (!isMine)
    return (
      <p class="reply-note">
        {detail.staffName ?? "Somebody"} is answering {firstName}.
      </p>
    );
  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={area}
        rows={2}
        maxLength={charsMax}
        value={text}
        placeholder={`Write to ${firstName}…`}
        aria-label={`Reply to ${firstName}`}
        onInput={(event) => {
          setText(event.currentTarget.value);
          // Other words are another message.
          messageId.current = randomId();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <button type="submit" class="button primary" disabled={isBusy || text.trim() === ""}>
        Send <SendIcon size={16} />
      </button>
    </form>
  );
}
