import type * as z from "zod";
import { type Answer, briefly } from "./ask.ts";
import { callsInText } from "./calls-in-text.ts";
import { type Finding, fail, pass, repaired } from "./probe.ts";

export interface CallExpected {
  name: string;
  input: z.ZodType;
  /** What else must hold of the parsed input; words about what is wrong, or null. */
  wrong?(input: Record<string, unknown>): string | null;
}

/** Is this answer the one call that was due? */
export function readCall(answer: Answer, expected: CallExpected): Finding {
  const written = answer.calls.length > 0 ? answer.calls : callsInText(answer.text);
  const isRepaired = answer.calls.length === 0;
  const call = written.find(({ name }) => name === expected.name);
  if (!call)
    return fail(
      noSuchCall(
        written.map(({ name }) => name),
        answer,
      ),
    );
  const input = inputOf(call.argumentsJson, expected.input);
  if (!input) return fail(`called with what its schema refuses: ${briefly(call.argumentsJson)}`);
  const wrong = expected.wrong?.(input);
  if (wrong) return fail(wrong);
  const detail = `${call.name} ${briefly(call.argumentsJson)}`;
  return isRepaired ? repaired(`written as text, read by the repair ladder: ${detail}`) : pass(detail);
}

function noSuchCall(names: string[], { text }: Answer): string {
  if (names.length > 0) return `called ${names.join(", ")} instead`;
  return text.trim() === "" ? "no call and no words" : `no call; said: ${briefly(text)}`;
}

function inputOf(argumentsJson: string, schema: z.ZodType): Record<string, unknown> | null {
  try {
    const { success, data } = schema.safeParse(JSON.parse(argumentsJson));
    return success ? (data as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
