import type { Conversation } from "../db/conversations.ts";
import type { Db } from "../db/open.ts";
import type { Turn, TurnMessage } from "../db/turns.ts";
import type { BookingSystem } from "../tools/booking-system/booking-system.ts";
import type { MoneyRules } from "../tools/money-rules.ts";
import { versionOf } from "../tools/rules-version.ts";
import type { MailDelivery, Tool, ToolContext } from "../tools/tool.ts";
import type { AgentEvent } from "./events.ts";
import type { Model } from "./model/model.ts";
import type { RepairCounters } from "./model/repair/counters.ts";
import { answeredBy } from "./model-caller.ts";

/** What the agent is made of: values, handed in once by `build.ts`. */
export interface AgentParts {
  db: Db;
  /** Where stays, bookings and payments live. */
  bookings: BookingSystem;
  /** What becomes of an e-mail to a guest. */
  mail: MailDelivery;
  /** The models to try for each call, in this order. The last one is the degraded mode. */
  models: Model[];
  tools: Tool[];
  /** How much money may move without a person. */
  rules: MoneyRules;
  /** The rules of conduct, Markdown. */
  policy: string;
  /** UTC milliseconds. */
  clock: () => number;
  /** For the operator. Never with a guest's words. */
  log: AgentLog;
  /** How often each rung of the repair ladder was reached; counted up in place. */
  repairs?: RepairCounters;
}

export interface AgentLog {
  warn(details: Record<string, unknown>, message: string): void;
}

export interface Guest {
  id: string;
  name: string;
  language: string;
}

/** What every node of one running turn gets beside its state. Never in a checkpoint. */
export interface TurnContext extends AgentParts {
  turn: Turn;
  conversation: Conversation;
  guest: Guest;
  question: { seq: number; text: string };
  /** Aborts when the guest stops the turn, its time is up, or a person takes the conversation. */
  signal: AbortSignal;
  /** Puts an event into the log, in order. Commits soon; see `settled`. */
  emit(event: AgentEvent): void;
  /** Resolves when everything emitted so far is committed. */
  settled(): Promise<void>;
  /** From now on nothing that `emit` is given is put into the log. */
  hush(): void;
  /** What is said of a leg that was hushed: nothing else comes into the log behind it. */
  lastWords(event: AgentEvent): void;
  /** What the nodes that are done have added, those of LangGraph's step under way included; null until one of these is done. */
  soFar: { steps: string[] | null };
}

export const toolContext = (context: TurnContext): ToolContext => ({
  db: context.db,
  bookings: context.bookings,
  mail: context.mail,
  guestId: context.guest.id,
  conversationId: context.conversation.id,
  turnId: context.turn.id,
  now: context.clock(),
  language: context.guest.language,
  by: {
    model: answeredBy(context),
    policyVersion: versionOf(context.policy),
    rulesVersion: context.rules.version,
  },
});

/** A step as graph state keeps it. */
export const step = (message: TurnMessage): string => JSON.stringify(message);
