import { useMemo } from "preact/hooks";
import type { Reader } from "../conversation/entry.tsx";
import { Scroller } from "../conversation/scroller.tsx";
import { Thread } from "../conversation/thread.tsx";
import { isReplying } from "../conversation/view.ts";
import { Writing } from "../conversation/writing.tsx";
import type { Chat } from "./chat.ts";
import { type ChatState, unstored } from "./chat-state.ts";
import { Composer } from "./composer.tsx";
import type { WidgetOptions } from "./options.ts";
import { withOutbox } from "./outbox.ts";
import { Unstored } from "./unstored.tsx";
import { Welcome } from "./welcome.tsx";

interface Props {
  chat: Chat;
  state: ChatState;
  options: WidgetOptions & { baseUrl: string };
  company: string;
  /** What is typed and not sent. */
  text: string;
  onText: (text: string) => void;
}

/** The conversation and the place to write. */
export function ChatScreen({ chat, state, options, company, text, onText }: Props) {
  const { view, outbox, caughtUp, link, notice } = state;
  const isEmpty = view.items.length === 0 && outbox.length === 0 && caughtUp;
  const isSending = outbox.some((message) => message.delivery.state === "sending");
  const send = (text: string) => void chat.send(text);
  const reader = useMemo(() => guestReader(chat, options.baseUrl), [chat, options.baseUrl]);
  const items = useMemo(() => withOutbox(view, outbox).items, [view.items, outbox]);
  // While a reply streams only `Writing` is drawn anew, however long the thread is.
  const thread = useMemo(
    () => <Thread items={items} reader={reader} isNews={caughtUp} />,
    [items, reader, caughtUp],
  );
  return (
    <>
      <Scroller key={state.conversationId} follow={outbox.length}>
        {isEmpty && <Welcome options={options} company={company} onPick={send} />}
        {!caughtUp && items.length === 0 && <p class="loading late">One moment…</p>}
        {thread}
        <Writing view={view} isSending={isSending} base={options.baseUrl} />
      </Scroller>
      {link === "waiting" && (
        <p class="strip" role="status">
          Connection lost. Trying again…
        </p>
      )}
      {unstored(state).length > 0 && <Unstored onRetry={() => void chat.retryUnstored()} />}
      {notice && (
        <p class="strip bad" role="alert">
          {notice}
        </p>
      )}
      <Composer
        text={text}
        onText={onText}
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

const guestReader = (chat: Chat, base: string): Reader => ({
  viewer: "guest",
  guestName: "You",
  base,
  decide: (confirmationId, decision) => chat.decide(confirmationId, decision),
  delivery: { retry: (id) => void chat.retry(id), discard: (id) => chat.discard(id) },
});
