import { lazily } from "./lazily.ts";

test("a field is worked out when it is asked for, once, and a copy has them all", () => {
  const asked: string[] = [];
  const object = lazily({
    one: () => asked.push("one"),
    two: () => {
      asked.push("two");
      return "b";
    },
  });
  expect(asked).toEqual([]);
  expect([object.two, object.two]).toEqual(["b", "b"]);
  expect(asked).toEqual(["two"]);
  expect({ ...object }).toEqual({ one: 2, two: "b" });
  expect(asked).toEqual(["two", "one"]);
});

test("a field that could not be worked out is tried again", () => {
  let tries = 0;
  const object = lazily({
    field: () => {
      if (++tries === 1) throw new Error("no");
      return tries;
    },
  });
  expect(() => object.field).toThrow("no");
  expect(object.field).toBe(2);
});
