import { jsonrepair } from "jsonrepair";

/**
 * JSON as small models write it: as text within text, with missing brackets, with commas too many. Undefined when it cannot be read, or
 * when it ends inside of a value: half a reference is another reference, so that is asked for again and never guessed.
 */
export function readJson(text: string): { value: unknown; repaired: boolean } | undefined {
  const whole = parsed(text);
  const first = whole ?? repairedJson(text);
  if (!first) return undefined;
  const inner = typeof first.value === "string" ? (parsed(first.value) ?? repairedJson(first.value)) : first;
  return inner && { value: inner.value, repaired: !whole || inner !== first };
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function repairedJson(text: string): { value: unknown } | undefined {
  const trimmed = text.trim();
  if (!/^[{["]/.test(trimmed) || endsInsideValue(trimmed)) return undefined;
  try {
    return parsed(jsonrepair(trimmed));
  } catch {
    return undefined;
  }
}

/** An open string, a number that could go on, or a key that has no value yet. */
function endsInsideValue(text: string): boolean {
  const quotes = text.replace(/\\./g, "").match(/"/g)?.length ?? 0;
  return quotes % 2 === 1 || /[\w.:+-]$/.test(text);
}
