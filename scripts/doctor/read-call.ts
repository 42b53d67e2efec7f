import type * as z from "zod";
import { type Answer, briefly } from "./ask.ts";
import { type Finding, fail, pass } from "./probe.ts";

export interface CallExpected {
  name: string;
  input: z.ZodType;
  /** What else must hold of the parsed input; words about what is wrong, or null. */
  wrong?(input: Record<string, unknown>): string | null;
}

/** Is this answer the one call that was due? */
export function readCall(answer: Answer, expected: CallExpected): Finding {
  const call = answer.calls.find(({ name }) => name === expected.name);
  if (!call) return fail(noSuchCall(answer));
  const input = inputOf(call.argumentsJson, expected.input);
  if (!input) return fail(`called with what its schema refuses: ${briefly(call.argumentsJson)}`);
  const wrong = expected.wrong?.(input);
  if (wrong) return fail(wrong);
  return pass(`${call.name} ${briefly(call.argumentsJson)}`);
}

function noSuchCall({ calls, text }: Answer): string {
  if (calls.length > 0) return `called ${calls.map(({ name }) => name).join(", ")} instead`;
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
