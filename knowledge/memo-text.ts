const textsMax = 2_000;

/**
 * A pure function of a text, worked out once for each: for short texts and passages that come again and again. Forgets all of them when it
 * holds two thousand.
 */
export function memoText<Value>(make: (text: string) => Value): (text: string) => Value {
  const made = new Map<string, Value>();
  return (text) => {
    const found = made.get(text);
    if (found !== undefined) return found;
    if (made.size >= textsMax) made.clear();
    const value = make(text);
    made.set(text, value);
    return value;
  };
}
