import fc from "fast-check";
import { lengthAfter } from "./even-text.ts";

test("what is new is shown little by little, and whole after a tenth of a second", () => {
  const text = "0123456789";
  const shown = [0, 50, 75, 100, 5_000].map((sinceMs) =>
    text.slice(0, lengthAfter(text, { from: 2, sinceMs })),
  );
  expect(shown).toEqual(["01", "012345", "01234567", text, text]);
});

test("a character of two units is shown whole or not at all", () => {
  const text = "ab🙂🙂c";
  for (let sinceMs = 0; sinceMs <= 100; sinceMs++)
    expect(text.slice(0, lengthAfter(text, { from: 0, sinceMs })).isWellFormed()).toBe(true);
});

test("it never shrinks, and never passes the end", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(200), fc.nat(200), (text, earlier, more) => {
      const first = lengthAfter(text, { from: 0, sinceMs: earlier });
      const later = lengthAfter(text, { from: 0, sinceMs: earlier + more });
      return first <= later && later <= text.length;
    }),
  );
});
