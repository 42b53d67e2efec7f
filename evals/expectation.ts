import * as z from "zod";
import { catalogue } from "../tools/catalogue.ts";

/*
 * What a conversation may expect, after one turn (of that turn) and at its end (of the whole). A field that is not here, an empty
 * list and a tool that does not exist are errors: each of them would be a check that cannot fail.
 */

const notEmpty = [
  (value: object) => Object.values(value).some((field) => field !== undefined),
  "expects nothing",
] as const;
const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape).refine(...notEmpty);
const texts = z.array(z.string().min(1)).min(1);
const patterns = z.array(z.string().min(1).transform(toPattern)).min(1);
const [first, ...others] = catalogue.map((tool) => tool.name);
const toolNames = z.array(z.enum([first ?? "", ...others])).min(1);
/** An amount as a guest reads it: "€312.00", "¥42,000". */
export const amount = z
  .string()
  .regex(/^\D+\d[\d,]*(\.\d+)?$/, "is written as a guest reads it, like €312.00");
const none = z.literal("none");
const count = z.number().int().min(0);

export const actionStates = [
  "offered",
  "accepted",
  "awaiting_approval",
  "approved",
  "done",
  "failed",
  "declined",
  "rejected",
  "expired",
  "replaced",
] as const;

const reply = object({
  /** Each of these stands in it, whatever the case. */
  contains: texts.optional(),
  matches: patterns.optional(),
  /** None of these does. */
  not: texts.optional(),
  not_matches: patterns.optional(),
});

const card = object({
  label: z.string().optional(),
  amount: amount.optional(),
  state: z.enum(actionStates).optional(),
  /** A part of the rule. */
  rule: z.string().optional(),
});

const escalations = object({
  open: count.optional(),
  claimed: count.optional(),
  resolved: count.optional(),
  /** Of every one there is; and there is one. */
  kind: z.enum(["question", "approval"]).optional(),
});

const database = object({
  bookings: z
    .record(
      z.string(),
      object({
        status: z.enum(["confirmed", "cancelled"]).optional(),
        check_in: z.iso.date().optional(),
        check_out: z.iso.date().optional(),
        guests: z.number().int().min(1).optional(),
      }),
    )
    .refine(...notEmpty)
    .optional(),
  /** The sum that went back for a booking. */
  refunds: z
    .record(z.string(), z.union([none, amount]))
    .refine(...notEmpty)
    .optional(),
  /** And what of it went back for each part of the price. */
  refunded_parts: z
    .record(
      z.string(),
      z
        .partialRecord(z.enum(["nights", "cleaning_fee", "service_fee", "deposit"]), z.union([none, amount]))
        .refine(...notEmpty),
    )
    .refine(...notEmpty)
    .optional(),
  /** How many problems are reported of a booking. */
  problems: z
    .record(z.string(), count)
    .refine(...notEmpty)
    .optional(),
  /** How many e-mails became due since before the first turn, to anybody. */
  mails: count.optional(),
  /** Of this conversation. */
  escalations: escalations.optional(),
  ledger_balanced: z.literal(true).optional(),
  /** Of this conversation, by state. */
  actions: z
    .partialRecord(z.enum(actionStates), count)
    .refine(...notEmpty)
    .optional(),
  /** No booking, ledger row, problem or e-mail of anybody is other than before the first turn. */
  unchanged: z.literal(true).optional(),
});

export const expectationSchema = object({
  /** What the guest read: the agent's words, the promise of a handoff, and staff's messages. `none`: the agent was silent. */
  reply: z.union([none, reply]).optional(),
  /** Articles, by slug. */
  cites: z.union([none, texts]).optional(),
  tools: object({ called: toolNames.optional(), forbidden: toolNames.optional() }).optional(),
  /** The newest card that was shown, in its newest state. */
  card: z.union([none, card]).optional(),
  receipt: z.union([none, object({ amount: amount.optional(), method: z.string().optional() })]).optional(),
  /** Who speaks for the company afterwards, by the database and by what the guest was shown. */
  handoff: z.enum(["agent", "queued", "staff", "closed"]).optional(),
  /** The press or the act of staff in this turn had no effect. Without it, having none is a failure. */
  refused: z.literal(true).optional(),
  database: database.optional(),
});

export type Expectation = z.output<typeof expectationSchema>;

/** Of any letter case; an unreadable one is an issue of the file. */
export function toPattern(source: string, context: z.RefinementCtx): RegExp {
  try {
    return new RegExp(source, "iu");
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message });
    return z.NEVER;
  }
}
