import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ChatScreen } from "./chat-screen.tsx";
import type { ChatState } from "./chat-state.ts";
import type { Info } from "./guest-client.ts";
import { Header } from "./header.tsx";
import { HistoryScreen } from "./history-screen.tsx";
import type { WidgetOptions } from "./options.ts";
import { SignInFailed } from "./sign-in-failed.tsx";
import type { Session } from "./use-session.ts";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  session: Session;
  state: ChatState | null;
  info: Info | null;
  options: WidgetOptions & { baseUrl: string };
}

/** On a phone the panel covers the page and keeps the keyboard inside; beside a page it is one more region of it. */
const phone = "(max-width: 480px)";

export function Panel({ isOpen, onClose, session, state, info, options }: Props) {
  const [screen, setScreen] = useState<"chat" | "history">("chat");
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key arrives: it belongs to the composer.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element || element.open === isOpen) return;
    if (!isOpen) element.close();
    else if (matchMedia(phone).matches) element.showModal();
    else element.show();
    if (isOpen) focusFirst(element);
  }, [isOpen]);

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
        <ChatScreen chat={session.chat} state={state} options={options} company={company} />
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
function focusFirst(element: HTMLDialogElement): void {
  const target = matchMedia("(hover: hover)").matches ? "textarea" : ".panel-title";
  element.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
}
