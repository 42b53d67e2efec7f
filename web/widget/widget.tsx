import type { RefObject } from "preact";
import { useEffect, useImperativeHandle, useRef, useState } from "preact/hooks";
import { unreadCount } from "./chat-state.ts";
import { Launcher } from "./launcher.tsx";
import type { Draft, WidgetOptions } from "./options.ts";
import { Panel } from "./panel.tsx";
import { useChat, useInfo, useSession } from "./use-session.ts";

export interface WidgetControls {
  open(draft?: string): void;
  close(): void;
}

interface Props {
  options: WidgetOptions & { baseUrl: string };
  controls: RefObject<WidgetControls | null>;
}

/** The button in the corner and the panel it opens. */
export function Widget({ options, controls }: Props) {
  const [isOpen, setOpen] = useState(false);
  const launcher = useRef<HTMLButtonElement>(null);
  const session = useSession(options);
  const chat = session.kind === "ready" ? session.chat : null;
  const state = useChat(chat);
  const info = useInfo(options.baseUrl, isOpen, state);
  const [draft, setDraft] = useState<Draft | null>(null);
  useImperativeHandle(controls, () => {
    const open = (text?: string) => {
      if (text) setDraft({ text });
      setOpen(true);
    };
    return { open, close: () => setOpen(false) };
  }, []);

  const seq = state?.view.seq;
  useEffect(() => {
    if (isOpen && state?.caughtUp) chat?.markSeen();
  }, [isOpen, chat, seq, state?.caughtUp]);

  const close = () => {
    setOpen(false);
    launcher.current?.focus();
  };
  return (
    <>
      <Panel isOpen={isOpen} onClose={close} {...{ session, state, info, options, draft }} />
      <Launcher
        isOpen={isOpen}
        unread={state && !isOpen ? unreadCount(state) : 0}
        onPress={() => (isOpen ? close() : setOpen(true))}
        button={launcher}
      />
    </>
  );
}
