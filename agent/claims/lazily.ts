/**
 * An object whose fields are worked out when they are first asked for, each once. What a reply may say is known of every message; most replies
 * speak of a little of it.
 */
export function lazily<T extends object>(fields: { [Key in keyof T]: () => T[Key] }): T {
  const object = {} as T;
  for (const key of Object.keys(fields) as (keyof T)[])
    Object.defineProperty(object, key, {
      configurable: true,
      enumerable: true,
      get() {
        const value = fields[key]();
        Object.defineProperty(object, key, { value, enumerable: true });
        return value;
      },
    });
  return object;
}
