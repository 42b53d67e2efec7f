import { randomId } from "../http/random-id.ts";

/** What this device remembers of one guest's chat. */
export interface Remembered {
  conversationId: string;
  /** The server knows the conversation: at least one message was accepted. */
  started: boolean;
  /** The last event the guest has seen, for the number on the launcher. */
  seenSeq: number;
}

export interface Memory {
  load(): Remembered;
  save(remembered: Remembered): void;
}

/** Kept per server and guest. Where storage is refused (private windows, sandboxes), it lasts as long as the page. */
export function deviceMemory(key: string): Memory {
  const name = `frontdesk:${key}`;
  let held: Remembered | null = null;
  return {
    load() {
      held ??= read(name) ?? newConversation();
      return held;
    },
    save(remembered) {
      held = remembered;
      try {
        localStorage.setItem(name, JSON.stringify(remembered));
      } catch {
        // Held in memory; the page still works.
      }
    },
  };
}

export const newConversation = (): Remembered => ({ conversationId: randomId(), started: false, seenSeq: 0 });

function read(name: string): Remembered | null {
  try {
    const value = JSON.parse(localStorage.getItem(name) ?? "null") as Partial<Remembered> | null;
    if (!/^[A-Za-z0-9_-]{16,64}$/.test(value?.conversationId ?? "")) return null;
    return {
      conversationId: value!.conversationId!,
      started: value!.started === true,
      seenSeq: Number(value!.seenSeq) || 0,
    };
  } catch {
    return null;
  }
}
