import type * as z from "zod";
import type { Because } from "../db/approval-need.ts";
import type { DecidedBy } from "../db/audit-of-actions.ts";
import type { AmountLine, Money, Receipt } from "../db/event-types.ts";
import type { Db } from "../db/open.ts";
import type { BookingSystem } from "./booking-system/booking-system.ts";

/** Where a call comes from. Who the guest is comes from the session; no tool input can name one. */
export interface ToolContext {
  db: Db;
  /** Where stays, bookings and payments live. */
  bookings: BookingSystem;
  guestId: string;
  conversationId: string;
  turnId: string;
  /** UTC milliseconds. */
  now: number;
  language: string;
  /** What becomes of an e-mail to the guest. */
  mail: MailDelivery;
  /** Which model calls, under which rules. For the audit. */
  by: DecidedBy;
}

/** `sent`: by SMTP. `kept`: in a demo's outbox, where its staff may read it. `none`: mail is not set up. */
export type MailDelivery = "sent" | "kept" | "none";

declare const authorised: unique symbol;
/** A subject that `authorise` of this very guest returned. Only `run-tool.ts` makes one. */
export type Authorised<T> = T & { readonly [authorised]: true };

/** Why a call did not run. Always words the model can use and a guest may read. */
export type Refusal =
  /** Not this guest's, or not existing: the two look the same. */
  | { refused: "not-found"; say: string }
  /** The rules forbid it now. */
  | { refused: "not-met"; say: string }
  /** The input could not be read. */
  | { refused: "unreadable"; say: string }
  /** The booking system, or what the rules need to know, could not be read. Nothing is known, and nothing was done. */
  | { refused: "unavailable"; say: string }
  /** A person must look at it. */
  | { refused: "person-needed"; say: string };

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === "object" && value !== null && "refused" in value;

/** How a missing or vague input is asked for, and how the offline model finds it in a message. */
export interface Slot {
  /** `place`: a city or a place of ours. `choice`: one of `choices`. `none`: never looked for in a message. */
  kind: "booking" | "date" | "money" | "text" | "place" | "count" | "choice" | "none";
  ask: string;
  /** Of a `choice`: each value, with words that mean it as guests write them. */
  choices?: Record<string, string[]>;
}

interface ToolCommon<Input extends z.ZodObject, Subject> {
  name: string;
  /** For the model: when to call it and what it gives. */
  description: string;
  /** No guest ids, no e-mail addresses, no amounts to pay. Every field described. */
  input: Input;
  /** Utterances that mean this tool, as guests write them. The offline model matches against them; prompts may show a few. */
  examples: string[];
  slots: { [K in keyof z.output<Input>]?: Slot };
  /** Finds what the call is about, as this guest may see it. */
  authorise(context: ToolContext, input: z.output<Input>): Promise<Subject | Refusal>;
}

/** Reads; changes nothing. Runs at once. */
export interface ReadTool<Input extends z.ZodObject = z.ZodObject, Subject = unknown, Result = unknown>
  extends ToolCommon<Input, Subject> {
  effect: "read";
  run(context: ToolContext, subject: Authorised<Subject>, input: z.output<Input>): Promise<Result | Refusal>;
  /** The result in a guest's words. */
  render(result: Result, view: View): string;
}

/** Asks for a person. Moves the conversation, never money or bookings. */
export interface HandoffTool<Input extends z.ZodObject = z.ZodObject>
  extends Omit<ToolCommon<Input, null>, "authorise"> {
  effect: "handoff";
  reason(input: z.output<Input>): string;
}

/** Changes something. Runs only through the approval contract: quote, confirm, check again, approve, run once. */
export interface WriteTool<Input extends z.ZodObject = z.ZodObject, Subject = unknown>
  extends ToolCommon<Input, Subject> {
  effect: "write";
  /** What must hold before the quote, and again after the confirmation. */
  preconditions(context: ToolContext, subject: Authorised<Subject>): Promise<Refusal | null>;
  quote(context: ToolContext, subject: Authorised<Subject>, input: z.output<Input>): Promise<Quote>;
  /** Why a person must approve this quote whatever the limits say, and what that person should know; null when there is nothing. Asked after the confirmation. */
  heldFor?(
    subject: Authorised<Subject>,
    quote: Pick<Quote, "lines">,
  ): { because: Because; tell: string } | null;
  /** One atomic `db/` unit, keyed by the confirmation id: running it twice does it once and returns the same receipt. */
  run(
    context: ToolContext,
    subject: Authorised<Subject>,
    confirmed: Confirmed<z.output<Input>>,
  ): Promise<Receipt | Refusal>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list holds tools of many inputs; each is parsed by its own schema before it is used.
export type Tool = ReadTool<any, any, any> | HandoffTool<any> | WriteTool<any, any>;

/** What will happen, to the cent, by which rule. */
export interface Quote {
  /** What it is about, e.g. a booking reference. A newer quote for the same subject replaces an open one. */
  subject: string;
  label: string;
  title: string;
  direction: "refund" | "charge" | "none";
  amount: Money;
  rule: string;
  lines: AmountLine[];
  /** Of the amount, what her credit pays or gets back; absent when nothing does. The guest reads both parts in the rule. */
  credit?: Money;
  /** What else is offered, in a form that the effect can read. The guest reads it in the rule. */
  terms?: Record<string, string>;
}

export interface Confirmed<Input = unknown> {
  confirmationId: string;
  /** The tool's name, as the action's row has it. */
  tool: string;
  input: Input;
  quote: Quote;
}

export interface View {
  language: string;
  now: number;
}

/** What a model sees of a tool. `render` is for the offline model, which writes no words of its own. */
export interface ToolSpec {
  name: string;
  description: string;
  effect: Tool["effect"];
  /** JSON Schema (draft 2020-12) of the input object. */
  inputSchema: Record<string, unknown>;
  examples: string[];
  slots: Record<string, Slot>;
  render?(result: unknown, view: View): string;
}

/** Keeps the types of a tool's parts together. Identity at run time. */
export const defineReadTool = <I extends z.ZodObject, S, R>(tool: ReadTool<I, S, R>): ReadTool<I, S, R> =>
  tool;
export const defineWriteTool = <I extends z.ZodObject, S>(tool: WriteTool<I, S>): WriteTool<I, S> => tool;
export const defineHandoffTool = <I extends z.ZodObject>(tool: HandoffTool<I>): HandoffTool<I> => tool;
