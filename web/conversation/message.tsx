import { type DeliveryActions, DeliveryNote } from "./delivery-note.tsx";
import { timeOfDay } from "./format-time.ts";
import { SparkIcon } from "./icons.tsx";
import { RichText } from "./rich-text.tsx";
import { Sources } from "./sources.tsx";
import type { AgentMessage, GuestMessage, StaffMessage } from "./view.ts";

interface Props {
  message: GuestMessage | AgentMessage | StaffMessage;
  /** The first and the last of its speaker's messages in a row. */
  isFirst: boolean;
  isLast: boolean;
  /** What the reader calls the guest: "You" in the widget, her name in the console. */
  guestName: string;
  base: string;
  delivery?: DeliveryActions | undefined;
}

/** One whole message. */
export function Message({ message, isFirst, isLast, guestName, base, delivery }: Props) {
  const speaker = speakerOf(message, guestName);
  const classes = ["message", message.kind, isFirst && "first", isLast && "last"].filter(Boolean).join(" ");
  return (
    <div class={classes}>
      {isFirst && message.kind !== "guest" && <Avatar message={message} />}
      <div class="body">
        <p class={isFirst ? "speaker" : "sr-only"}>{speaker}</p>
        <div class="bubble">
          {message.kind === "guest" ? (
            <p class="plain">{message.text}</p>
          ) : (
            <RichText text={message.text} base={base} />
          )}
        </div>
        {message.kind === "agent" && <Sources sources={message.sources} base={base} />}
        {message.kind === "guest" && message.delivery ? (
          <DeliveryNote id={message.id} delivery={message.delivery} actions={delivery} />
        ) : (
          isLast && <time dateTime={message.at}>{timeOfDay(message.at)}</time>
        )}
      </div>
    </div>
  );
}

function speakerOf(message: Props["message"], guestName: string): string {
  if (message.kind === "guest") return guestName;
  return message.kind === "staff" ? message.staffName : "Assistant";
}

function Avatar({ message }: { message: AgentMessage | StaffMessage }) {
  return (
    <span class={`avatar ${message.kind}`} aria-hidden="true">
      {message.kind === "agent" ? <SparkIcon size={16} /> : message.staffName.slice(0, 1).toUpperCase()}
    </span>
  );
}
