import { parseDocument } from "yaml";
import * as z from "zod";
import type { ScriptedReply } from "../agent/model/scripted/script.ts";
import { amount, type Expectation, expectationSchema, toPattern } from "./expectation.ts";
import { readMoment, readSpan } from "./moments.ts";

/** One scripted conversation, as a file of `evals/conversations/` tells it. */
export interface Conversation {
  file: string;
  /** The promise, in one line. */
  name: string;
  /** Why it matters. */
  about: string;
  given: Given;
  turns: Turn[];
  expect: Expectation | null;
}

export interface Given {
  /** Id of a seeded guest. */
  guest: string;
  /** When the conversation begins, in ms after seeding. */
  startsAfterMs: number;
  /** What a scripted model says in place of the model under test: for hostile and broken ones. */
  modelScript: ScriptedReply[] | null;
  /** Who acts for the company when a turn does not say. */
  staff: string;
}

export type StaffAct =
  | { act: "claim" | "resolve" | "hand_back" | "approve" }
  | { act: "reply"; text: string }
  | { act: "decline"; reason: string }
  /** Another amount than was quoted, as a guest reads it: the guest gets a new offer. */
  | { act: "offer"; amount: string }
  /** A host's claim of damage, as it is heard on the telephone. Of no escalation. */
  | { act: "damage"; booking: string; amount: string | null; words: string }
  /** For one of the guest's bookings, of this amount as a guest reads it. */
  | { act: "credit"; booking: string; amount: string; reason: string };

export type Turn = { expect: Expectation | null } & (
  | { kind: "guest"; text: string; answered: boolean }
  /** `card` counts the cards of this conversation from 1; null is the newest open one, or else the newest. */
  | { kind: "press"; decision: "accept" | "decline"; card: number | null; answered: boolean }
  | { kind: "staff"; act: StaffAct; by: string | null; answered: boolean }
  | { kind: "wait"; ms: number; words: string }
  | { kind: "restart" }
);

/** Says which file and which field is wrong, in one line. */
export class FormatError extends Error {
  constructor(file: string, field: string, why: string) {
    super(`${file}: ${field === "" ? "" : `${field}: `}${why}`);
    this.name = "FormatError";
  }
}

/** Reads one conversation. Throws a `FormatError` for anything it does not know, because a check that is not read cannot fail. */
export function readConversation(file: string, yaml: string): Conversation {
  const document = parseDocument(yaml);
  const [broken] = document.errors;
  if (broken) throw new FormatError(file, `line ${broken.linePos?.[0].line ?? 1}`, firstLine(broken.message));
  const parsed = conversationSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const { path, message } = firstIssue(parsed.error.issues);
    throw new FormatError(file, fieldOf(path), message);
  }
  return { file, ...parsed.data };
}

const name = z.string().trim().min(1);
const given = z
  .strictObject({
    guest: name,
    clock: z.string().transform(readMoment).optional(),
    model_script: z
      .array(
        z
          .strictObject({
            when: z.string().transform(toPattern).optional(),
            answering: z.enum(["guest", "tool", "other"]).optional(),
            again: z.boolean().optional(),
            say: z.string().optional(),
            calls: z
              .array(z.strictObject({ name: z.string(), arguments: z.unknown().optional() }))
              .optional(),
            fails: z.int().min(400).max(599).optional(),
          })
          .transform(toReply),
      )
      .min(1)
      .optional(),
    staff: name.default("ana"),
  })
  .transform(
    ({ guest, clock, model_script, staff }): Given => ({
      guest,
      startsAfterMs: clock ?? 0,
      modelScript: model_script ?? null,
      staff,
    }),
  );

const nothing = z.literal(true);
const acts = {
  claim: nothing,
  resolve: nothing,
  hand_back: nothing,
  approve: nothing,
  reply: name,
  decline: name,
  offer: amount,
  damage: z.strictObject({ booking: name, amount: amount.optional(), words: name }),
  credit: z.strictObject({ booking: name, amount, reason: name }),
};
type Damage = z.output<typeof acts.damage>;
type Credit = z.output<typeof acts.credit>;
const staffAct = z
  .preprocess((act) => (typeof act === "string" ? { [act]: true } : act), z.strictObject(acts).partial())
  .transform((fields, context): StaffAct => {
    const [entry, ...more] = Object.entries(fields);
    if (!entry || more.length > 0) return problem(context, `is one of ${Object.keys(acts).join(", ")}`);
    if (entry[0] === "damage") return { act: "damage", amount: null, ...(entry[1] as Damage) };
    if (entry[0] === "credit") return { act: "credit", ...(entry[1] as Credit) };
    const [act, words] = entry as [Exclude<StaffAct["act"], "damage" | "credit">, string];
    if (act === "reply") return { act, text: words };
    if (act === "offer") return { act, amount: words };
    return act === "decline" ? { act, reason: words } : { act };
  });

const turn = z
  .preprocess(
    (given) => (given === "restart" ? { restart: true } : given),
    z.strictObject({
      guest: z.string().min(1).optional(),
      press: z.enum(["accept", "decline"]).optional(),
      staff: staffAct.optional(),
      wait: z.string().optional(),
      restart: nothing.optional(),
      on_card: z.int().min(1).optional(),
      by: name.optional(),
      /** False: the server dies before it answers; a later `restart` goes on. */
      answered: z.boolean().default(true),
      expect: expectationSchema.optional(),
    }),
  )
  .transform((fields, context): Turn => {
    const { guest, press, staff, wait, restart, on_card, by, answered } = fields;
    const expect = fields.expect ?? null;
    const kinds = [guest, press, staff, wait, restart].filter((kind) => kind !== undefined);
    if (kinds.length !== 1) return problem(context, "is one of guest, press, staff, wait, restart");
    if (on_card && !press) return problem(context, "on_card belongs to press");
    if (by && !staff) return problem(context, "by belongs to staff");
    if (expect?.refused && !press && !staff) return problem(context, "refused belongs to press or staff");
    if (guest !== undefined) return { kind: "guest", text: guest, answered, expect };
    if (press) return { kind: "press", decision: press, card: on_card ?? null, answered, expect };
    if (staff) return { kind: "staff", act: staff, by: by ?? null, answered, expect };
    if (!answered) return problem(context, "answered belongs to guest, press or staff");
    if (restart) return { kind: "restart", expect };
    const ms = readSpan(wait ?? "");
    return ms === null
      ? problem(context, `"${wait}" is no span of time like "11 minutes"`)
      : { kind: "wait", ms, words: wait ?? "", expect };
  });

const conversationSchema = z
  .strictObject({
    name,
    about: name,
    given,
    turns: z.array(turn).min(1),
    expect: expectationSchema.optional(),
  })
  .transform((fields, context) => {
    const expect = fields.expect ?? null;
    if (!expect && fields.turns.every((turn) => !turn.expect))
      return problem(context, "expects nothing, so it proves nothing");
    return { ...fields, expect };
  });

type WrittenReply = Omit<ScriptedReply, "calls" | "fault"> & {
  calls?: { name: string; arguments?: unknown }[] | undefined;
  fails?: number | undefined;
};

function toReply({ fails, calls, ...reply }: WrittenReply): ScriptedReply {
  return {
    ...reply,
    ...(calls && { calls: calls.map(({ name, arguments: given }) => ({ name, arguments: given ?? {} })) }),
    ...(fails && { fault: { kind: "status", status: fails, words: "a scripted failure" } }),
  };
}

function problem(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}

/** Of a choice, what is wrong with its last way: the one that is written out as fields. */
function firstIssue(issues: z.core.$ZodIssue[]): { path: PropertyKey[]; message: string } {
  const [issue] = issues;
  if (!issue) return { path: [], message: "cannot be read" };
  const written = issue.code === "invalid_union" ? issue.errors.at(-1) : undefined;
  if (!written) return issue;
  const inner = firstIssue(written);
  return { path: [...issue.path, ...inner.path], message: inner.message };
}

/** "turns 2.expect.reply": counted from 1, as the report does. */
const fieldOf = (path: PropertyKey[]): string =>
  path
    .map((key) => (typeof key === "number" ? ` ${key + 1}` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");

const firstLine = (text: string): string => text.split("\n")[0] ?? text;
