/**
 * A pure function of one unchanging object, worked out once for each. A request is rendered for its budget, for its call and for what is
 * learned from its answer; the tools are the same in every request.
 */
export function memo<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { value: Value }>();
  return (key) => {
    const found = made.get(key) ?? { value: make(key) };
    made.set(key, found);
    return found.value;
  };
}

/** The same for a text: of short lines and passages that come again and again. Forgets all of them when it holds `textsMax`. */
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

const textsMax = 2_000;
