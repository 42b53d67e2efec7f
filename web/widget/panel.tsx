import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ChatScreen } from "./chat-screen.tsx";
import type { ChatState } from "./chat-state.ts";
import type { Info } from "./guest-client.ts";
import { Header } from "./header.tsx";
import { HistoryScreen } from "./history-screen.tsx";
import type { Draft, WidgetOptions } from "./options.ts";
import { phone } from "./phone.ts";
import { SignInFailed } from "./sign-in-failed.tsx";
import { useKeyboardRoom } from "./use-keyboard-room.ts";
import type { Session } from "./use-session.ts";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  session: Session;
  state: ChatState | null;
  info: Info | null;
  options: WidgetOptions & { baseUrl: string };
  draft: Draft | null;
}

/** On a phone the panel covers the page and keeps the keyboard inside; beside a page it is one more region of it. */
export function Panel({ isOpen, onClose, session, state, info, options, draft }: Props) {
  /** What is typed and not sent: kept while other screens are looked at. */
  const [text, setText] = useState("");
  useLayoutEffect(() => {
    if (draft) setText(draft.text);
  }, [draft]);
  const [screen, setScreen] = useState<"chat" | "history">("chat");
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element || element.open === isOpen) return;
    if (!isOpen) element.close();
    else if (matchMedia(phone).matches) element.showModal();
    else element.show();
  }, [isOpen]);
  useKeyboardRoom(dialog, isOpen);

  // Another screen or conversation: the next key belongs there.
  const place = `${session.kind} ${screen} ${state?.conversationId}`;
  useLayoutEffect(() => {
    if (isOpen && place) focusFirst(dialog.current);
  }, [isOpen, place]);

  const company = options.company ?? info?.company ?? "Support";
  const chat = session.kind === "ready" ? session.chat : null;
  const show = (next: typeof screen, act?: () => void) => () => {
    act?.();
    setScreen(next);
  };
  return (
    <dialog
      class="panel"
      ref={dialog}
      aria-label={`${company} support chat`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) {
          event.preventDefault();
          onClose();
        }
      }}
    >
      <Header
        company={company}
        view={state?.view ?? null}
        info={info}
        onBack={screen === "history" ? show("chat") : null}
        onClose={onClose}
        actions={
          chat && {
            askForPerson: show("chat", () => void chat.askForPerson()),
            startNew: show("chat", () => chat.startNew()),
            showHistory: show("history"),
          }
        }
      />
      {session.kind === "failed" && <SignInFailed onRetry={session.tryAgain} />}
      {session.kind === "loading" && <p class="loading">One moment…</p>}
      {session.kind === "ready" && state && screen === "chat" && (
        <ChatScreen chat={session.chat} {...{ state, options, company, text }} onText={setText} />
      )}
      {session.kind === "ready" && screen === "history" && (
        <HistoryScreen
          client={session.client}
          currentId={session.chat.state.conversationId}
          onOpen={(id) => show("chat", () => session.chat.open(id))()}
          onNew={show("chat", () => session.chat.startNew())}
        />
      )}
    </dialog>
  );
}

/** Where a keyboard is at hand, into the composer; on a touch screen that would raise the keyboard over the messages. */
function focusFirst(panel: HTMLElement | null): void {
  const composer = matchMedia("(hover: hover)").matches ? panel?.querySelector("textarea") : null;
  const target = composer ?? panel?.querySelector<HTMLElement>(".panel-title");
  target?.focus({ preventScroll: true });
}
