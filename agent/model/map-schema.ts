export type JsonSchema = Record<string, unknown>;

/** A JSON schema with `change` made to it and to every schema in it, the inner ones first. Names, defaults and enums are no schemas. */
export function mapSchema(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const below = (value: unknown): unknown => (isRecord(value) ? mapSchema(value, change) : value);
  const inside = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (named.has(key) && isRecord(value))
      return [key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, below(one)]))];
    if (listed.has(key) && Array.isArray(value)) return [key, value.map(below)];
    return [key, key === "items" ? below(value) : value];
  });
  return change(Object.fromEntries(inside));
}

const named = new Set(["properties", "$defs"]);
const listed = new Set(["anyOf", "oneOf", "allOf", "prefixItems"]);
const isRecord = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
