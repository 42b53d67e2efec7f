import type { RefObject } from "preact";
import { ChatIcon, ChevronDownIcon } from "../conversation/icons.tsx";

interface Props {
  isOpen: boolean;
  /** Messages nobody has looked at. */
  unread: number;
  onPress: () => void;
  button: RefObject<HTMLButtonElement | null>;
}

/** The round button in the corner. */
export function Launcher({ isOpen, unread, onPress, button }: Props) {
  const news = unread === 1 ? ", 1 new message" : unread > 1 ? `, ${unread} new messages` : "";
  return (
    <button
      type="button"
      class={isOpen ? "launcher open" : "launcher"}
      ref={button}
      aria-expanded={isOpen}
      aria-label={isOpen ? "Close the chat" : `Open the chat${news}`}
      onClick={onPress}
    >
      {isOpen ? <ChevronDownIcon size={24} /> : <ChatIcon size={28} />}
      {unread > 0 && (
        <span class="unread" aria-hidden="true">
          {unread > 9 ? "9+" : unread}
        </span>
      )}
    </button>
  );
}
