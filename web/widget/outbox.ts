import type { ConversationView, Delivery, GuestMessage } from "../conversation/view.ts";

/** A message that the log does not show yet. A second try goes out under the same id, so it can never be said twice. */
export interface Outgoing {
  id: string;
  text: string;
  /** UTC, ISO 8601. */
  at: string;
  delivery: Delivery;
}

type Outbox = Outgoing[];

export const enqueue = (outbox: Outbox, message: { id: string; text: string; at: string }): Outbox => [
  ...outbox,
  { ...message, delivery: { state: "sending" } },
];

export const deliver = (outbox: Outbox, id: string, delivery: Delivery): Outbox =>
  outbox.map((message) => (message.id === id ? { ...message, delivery } : message));

export const discard = (outbox: Outbox, id: string): Outbox => outbox.filter((message) => message.id !== id);

/** What the log shows is sent, whatever its request said. The same array when nothing left. */
export function settle(outbox: Outbox, view: ConversationView): Outbox {
  if (outbox.length === 0) return outbox;
  const shown = new Set(view.items.filter((item) => item.kind === "guest").map((item) => item.id));
  const left = outbox.filter((message) => !shown.has(message.id));
  return left.length === outbox.length ? outbox : left;
}

/** The view with the messages on their way at its end. They keep their ids, so nothing moves when the log takes over. */
export function withOutbox(view: ConversationView, outbox: Outbox): ConversationView {
  if (outbox.length === 0) return view;
  const waiting: GuestMessage[] = outbox.map((message) => ({ ...message, kind: "guest", seq: view.seq + 1 }));
  return { ...view, items: [...view.items, ...waiting] };
}
