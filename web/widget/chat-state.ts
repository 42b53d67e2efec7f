import type { Delivery } from "../conversation/view.ts";
import { type ConversationView, emptyView } from "../conversation/view.ts";
import type { Link } from "../http/follow.ts";
import { ApiProblem } from "../http/problem.ts";
import type { Remembered } from "./memory.ts";
import type { Outgoing } from "./outbox.ts";

export interface ChatState extends Remembered {
  view: ConversationView;
  outbox: Outgoing[];
  link: Link | "idle";
  /** What was said before this page opened is on the screen: what comes now is news. */
  caughtUp: boolean;
  /** Something went wrong that belongs to no message. */
  notice: string | null;
}

export const blankChat = (remembered: Remembered): ChatState => ({
  ...remembered,
  view: emptyView,
  outbox: [],
  link: "idle",
  caughtUp: !remembered.started,
  notice: null,
});

/** How many messages of others arrived since the guest last looked. */
export const unreadCount = ({ view, seenSeq }: ChatState): number =>
  view.items.filter((item) => (item.kind === "agent" || item.kind === "staff") && item.seq > seenSeq).length;

/** What went wrong, for the guest. */
export function failureOf(error: unknown): Extract<Delivery, { state: "failed" }> {
  const failed = (reason: string, canRetry: boolean) => ({ state: "failed" as const, reason, canRetry });
  if (!(error instanceof ApiProblem)) return failed("Something went wrong.", true);
  if (error.status === 0) return failed("Not sent: no connection.", true);
  if (error.status === 401) return failed("Not sent: you are not signed in.", true);
  if (error.status === 413) return failed("Not sent: the message is too long.", false);
  return failed(error.detail, error.status !== 400 && error.status !== 422);
}
