import { readFile } from "node:fs/promises";
import { parseDocument } from "yaml";
import * as z from "zod";
import { malformations } from "./malformed-call.ts";
import type { Fault, ScriptedReply } from "./script.ts";

/** A script as a file tells it: which model it plays, and what it says. */
export interface ScriptFile {
  model: string;
  replies: ScriptedReply[];
}

/** Names the file and the field, in one line each. */
export class ScriptFileError extends Error {
  constructor(readonly lines: string[]) {
    super(lines.join("\n"));
    this.name = "ScriptFileError";
  }
}

/** Reads a script from YAML. Throws a `ScriptFileError` for whatever it does not know: a misspelt fault would be no fault. */
export async function readScriptFile(path: string): Promise<ScriptFile> {
  const yaml = await readFile(path, "utf8").catch((error: Error) => {
    throw new ScriptFileError([`${path}: ${error.message}`]);
  });
  const document = parseDocument(yaml);
  const [broken] = document.errors;
  if (broken) throw new ScriptFileError([`${path}: ${broken.message.split("\n")[0]}`]);
  const { data, error } = scriptFile.safeParse(document.toJS());
  if (error)
    throw new ScriptFileError(
      error.issues.map((issue) => [path, fieldOf(issue.path), issue.message].filter(Boolean).join(": ")),
    );
  return data;
}

/** "replies[2].fault.after": as it is found in the file. */
const fieldOf = (path: PropertyKey[]): string =>
  path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`))
    .join("");

const tokens = z.int().min(0);
const ms = z.int().min(0).max(600_000);
const after = z.int().min(0).default(0);
const words = z.string().min(1);

const fault: z.ZodType<Fault> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("stall"), after }),
  z.strictObject({ kind: z.literal("cut"), after }),
  z.strictObject({ kind: z.literal("error-line"), after, words }),
  z.strictObject({ kind: z.literal("garbage-line"), after }),
  z.strictObject({ kind: z.literal("no-done") }),
  z.strictObject({ kind: z.literal("status"), status: z.int().min(400).max(599), words }),
]);

const reply = z
  .strictObject({
    when: z.string().transform(toPattern).optional(),
    answering: z.enum(["guest", "tool", "other"]).optional(),
    again: z.boolean().optional(),
    think: z.string().optional(),
    say: z.union([z.string(), z.array(z.string())], "wants text, or a list of pieces of text").optional(),
    calls: z.array(z.strictObject({ name: words, arguments: z.unknown().default({}) })).optional(),
    malformed: z.enum(malformations).optional(),
    calls_on_done: z.boolean().optional(),
    length_reached: z.boolean().optional(),
    usage: z.strictObject({ prompt_tokens: tokens, reply_tokens: tokens }).optional(),
    latency_ms: ms.optional(),
    piece_ms: ms.optional(),
    fault: fault.optional(),
  })
  .transform(
    ({ calls_on_done, length_reached, usage, latency_ms, piece_ms, ...same }): ScriptedReply => ({
      ...same,
      callsOnDone: calls_on_done,
      lengthReached: length_reached,
      usage: usage && { promptTokens: usage.prompt_tokens, replyTokens: usage.reply_tokens },
      latencyMs: latency_ms,
      pieceMs: piece_ms,
    }),
  );

const scriptFile = z.strictObject({
  model: words.default("qwen3.5:4b"),
  replies: z.array(reply).min(1, "wants one reply at least"),
});

function toPattern(source: string, context: z.RefinementCtx): RegExp {
  try {
    return new RegExp(source, "iu");
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message });
    return z.NEVER;
  }
}
