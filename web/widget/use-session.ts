import { useEffect, useState } from "preact/hooks";
import { setServerClock } from "../conversation/server-clock.ts";
import { Chat } from "./chat.ts";
import type { ChatState } from "./chat-state.ts";
import { type GuestClient, guestClient, type Info } from "./guest-client.ts";
import { deviceMemory } from "./memory.ts";
import type { WidgetOptions } from "./options.ts";

export type Session =
  | { kind: "loading" }
  /** The site gave no token, or one that says nothing. */
  | { kind: "failed"; tryAgain: () => void }
  | { kind: "ready"; chat: Chat; client: GuestClient };

/** Signs in with the site's token and opens the guest's chat. */
export function useSession({ baseUrl, getToken }: WidgetOptions & { baseUrl: string }): Session {
  const [attempt, setAttempt] = useState(0);
  const [session, setSession] = useState<Session>({ kind: "loading" });
  useEffect(() => {
    let chat: Chat | null = null;
    let isOver = false;
    const client = guestClient({ baseUrl, getToken: async () => getToken() });
    setSession({ kind: "loading" });
    client.guestId().then(
      (guestId) => {
        if (isOver) return;
        chat = new Chat({ client, memory: deviceMemory(`${baseUrl}:${guestId}`) });
        setSession({ kind: "ready", chat, client });
      },
      () => setSession({ kind: "failed", tryAgain: () => setAttempt((count) => count + 1) }),
    );
    return () => {
      isOver = true;
      chat?.dispose();
    };
  }, [baseUrl, attempt]);
  return session;
}

/** Renders again whenever the chat changes. */
export function useChat(chat: Chat | null): ChatState | null {
  const [, setState] = useState<ChatState | null>(null);
  useEffect(() => chat?.subscribe(() => setState(chat.state)), [chat]);
  return chat?.state ?? null;
}

/**
 * What the server says about itself, asked for when somebody looks, and again when the thread says that its model went or may be
 * back. Null until it answers, and if it does not.
 */
export function useInfo(baseUrl: string, isWanted: boolean, state: ChatState | null): Info | null {
  const [info, setInfo] = useState<Info | null>(null);
  const items = state?.caughtUp ? state.view.items : [];
  const news = info?.degraded ? items.length : items.filter((item) => item.kind === "degraded").length;
  useEffect(() => {
    if (!isWanted) return;
    const client = guestClient({ baseUrl, getToken: async () => "" });
    client.info().then(
      (answer) => {
        setServerClock(answer.now);
        setInfo(answer);
      },
      () => undefined,
    );
  }, [baseUrl, isWanted, news]);
  return info;
}
