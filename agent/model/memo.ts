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
