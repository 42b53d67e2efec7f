interface Schema {
  type?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
}

/**
 * Arguments brought to a tool's schema where that is safe: a key in another spelling (`booking_ref`), a number where text belongs, "true" and
 * "12" where they do not, null for what may be left out. Null when they are not this tool's: a key it does not know, or one missing.
 * The strict check of the values stays the tool's own.
 */
export function fitToSchema(
  given: Record<string, unknown>,
  schema: Schema,
): { input: Record<string, unknown>; changed: boolean } | null {
  const properties = schema.properties ?? {};
  const required = schema.required ?? [];
  const input: Record<string, unknown> = {};
  let changed = false;
  for (const [key, value] of Object.entries(given)) {
    const known = Object.hasOwn(properties, key) ? key : sameName(key, Object.keys(properties));
    if (known === undefined || Object.hasOwn(input, known)) return null;
    if (value === null && !required.includes(known)) {
      changed = true;
      continue;
    }
    input[known] = coerced(value, properties[known]?.type);
    if (known !== key || input[known] !== value) changed = true;
  }
  return required.every((key) => Object.hasOwn(input, key)) ? { input, changed } : null;
}

/** The only one of these that is the same but for case and separators. */
export function sameName(name: string, candidates: string[]): string | undefined {
  const same = candidates.filter((candidate) => bare(candidate) === bare(name));
  return same.length === 1 ? same[0] : undefined;
}

export const bare = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

function coerced(value: unknown, type: unknown): unknown {
  if (type === "string" && typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== "string") return value;
  if (type === "boolean" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
  if (type === "integer" && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (type === "number" && /^-?\d{1,15}(\.\d{1,6})?$/.test(value)) return Number(value);
  return value;
}
