import { ConfirmCard } from "./confirm-card.tsx";
import type { DeliveryActions } from "./delivery-note.tsx";
import { HandoffNote } from "./handoff-note.tsx";
import { SearchIcon, StopIcon, WarnIcon } from "./icons.tsx";
import { Message } from "./message.tsx";
import { ProblemNote } from "./problem-note.tsx";
import { ReceiptCard } from "./receipt-card.tsx";
import { degradedWords, toolLine } from "./status-words.ts";
import type { Decide } from "./use-decision.ts";
import type { ThreadItem, ToolItem } from "./view.ts";

export interface Reader {
  viewer: "guest" | "staff";
  /** What the reader calls the guest. */
  guestName: string;
  /** What relative links stand on. */
  base: string;
  decide: Decide;
  /** What can be done about a message that was not sent. */
  delivery?: DeliveryActions;
}

interface Props {
  item: ThreadItem;
  reader: Reader;
  isFirst: boolean;
  isLast: boolean;
  /** For a handoff: nothing has changed since. */
  isCurrent: boolean;
}

/** One thing in the thread. */
export function Entry({ item, reader, isFirst, isLast, isCurrent }: Props) {
  const { viewer, guestName, base, decide, delivery } = reader;
  switch (item.kind) {
    case "guest":
    case "agent":
    case "staff":
      return <Message message={item} {...{ isFirst, isLast, guestName, base, delivery }} />;
    case "card":
      return <ConfirmCard card={item.card} viewer={viewer} decide={decide} />;
    case "receipt":
      return <ReceiptCard receipt={item.receipt} />;
    case "handoff":
      return <HandoffNote item={item} isCurrent={isCurrent} viewer={viewer} />;
    case "problem":
      return <ProblemNote item={item} />;
    case "tool":
      return <ToolNote item={item} />;
    case "degraded":
      return (
        <p class="note degraded">
          <WarnIcon size={16} />
          {viewer === "guest" ? degradedWords : "Answered without the AI model, which was out of reach"}
        </p>
      );
    case "stopped":
      return (
        <p class="note">
          <StopIcon />
          {viewer === "guest" ? "You stopped this reply" : "The guest stopped this reply"}
        </p>
      );
  }
}

/** For staff: what the assistant looked up. */
function ToolNote({ item }: { item: ToolItem }) {
  return (
    <p class="note tool">
      {item.ok === false ? <WarnIcon size={14} /> : <SearchIcon size={14} />}
      <code>{toolLine(item.tool, item.input)}</code>
      {item.ok === false && <span>refused</span>}
    </p>
  );
}
