import type { Delivery } from "../conversation/view.ts";
import { type ConversationView, emptyView, type ThreadItem } from "../conversation/view.ts";
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

const isFromOthers = ({ kind }: ThreadItem): boolean =>
  kind === "agent" || kind === "staff" || kind === "problem";

/** How many messages of others arrived since the guest last looked. */
export const unreadCount = ({ view, seenSeq }: ChatState): number =>
  view.items.filter((item) => isFromOthers(item) && item.seq > seenSeq).length;

/** Why a message was not sent. */
export function failureOf(error: unknown): Extract<Delivery, { state: "failed" }> {
  const status = error instanceof ApiProblem ? error.status : 0;
  const canRetry = ![400, 413, 422].includes(status);
  if (isStorageRefusal(status))
    return { state: "failed", reason: "Not sent yet.", canRetry, isUnstored: true };
  if (status === 413) return { state: "failed", reason: "Not sent: the message is too long.", canRetry };
  return { state: "failed", reason: `Not sent. ${wordsOf(error)}`, canRetry };
}

/** The server's disk is full, or its database takes nothing: what it refuses was not begun, and may be taken later. */
const isStorageRefusal = (status: number): boolean => status === 503 || status === 507;

/** What the server could not store, oldest first. */
export const unstored = ({ outbox }: ChatState): Outgoing[] =>
  outbox.filter(({ delivery }) => delivery.state === "failed" && delivery.isUnstored);

/** What went wrong, for the guest. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return "Something went wrong.";
  if (error.status === 0) return "There is no connection.";
  if (error.status === 401) return "You are not signed in any more. Please reload the page.";
  if (isStorageRefusal(error.status))
    return "Our server cannot store anything just now. Please try again later.";
  return error.detail;
}
