import { Scroller } from "../conversation/scroller.tsx";
import { Thread } from "../conversation/thread.tsx";
import { isReplying } from "../conversation/view.ts";
import { Writing } from "../conversation/writing.tsx";
import type { Chat } from "./chat.ts";
import type { ChatState } from "./chat-state.ts";
import { Composer } from "./composer.tsx";
import type { WidgetOptions } from "./options.ts";
import { withOutbox } from "./outbox.ts";
import { Welcome } from "./welcome.tsx";

interface Props {
  chat: Chat;
  state: ChatState;
  options: WidgetOptions & { baseUrl: string };
  company: string;
}

/** The conversation and the place to write. */
export function ChatScreen({ chat, state, options, company }: Props) {
  const { view, outbox, caughtUp, link, notice } = state;
  const isEmpty = view.items.length === 0 && outbox.length === 0 && caughtUp;
  const isSending = outbox.some((message) => message.delivery.state === "sending");
  const send = (text: string) => void chat.send(text);
  const reader = {
    viewer: "guest" as const,
    guestName: "You",
    base: options.baseUrl,
    decide: chat.decide.bind(chat),
    delivery: { retry: (id: string) => void chat.retry(id), discard: (id: string) => chat.discard(id) },
  };
  return (
    <>
      <Scroller key={state.conversationId} follow={outbox.length} isNews={caughtUp}>
        {isEmpty && <Welcome options={options} company={company} onPick={send} />}
        <Thread view={withOutbox(view, outbox)} reader={reader} isNews={caughtUp} />
        <Writing view={view} isSending={isSending} base={options.baseUrl} />
      </Scroller>
      {link === "waiting" && (
        <p class="strip" role="status">
          Connection lost. Trying again…
        </p>
      )}
      {notice && (
        <p class="strip bad" role="alert">
          {notice}
        </p>
      )}
      <Composer
        isReplying={isReplying(view) && view.owner === "agent"}
        isClosed={view.owner === "closed"}
        placeholder={
          view.owner === "staff" && view.staffName ? `Write to ${view.staffName}…` : "Write a message…"
        }
        onSend={send}
        onStop={() => void chat.stop()}
      />
    </>
  );
}
