import { addressesIn } from "./addresses.ts";
import { request, say } from "./gate-for-tests.ts";

test.each([
  [
    "Confirm at [Staywell](https://staywell.evil.example/?ref=BK-204).",
    "https://staywell.evil.example/?ref=bk-204",
  ],
  ["Here ![logo](https://evil.example/p.png?d=Alfama)", "https://evil.example/p.png?d=alfama"],
  ["Go to www.evil.example/claim now", "www.evil.example/claim"],
  ["Go to evil.example/claim.", "evil.example/claim"],
  ["Look: //evil.example/x", "//evil.example/x"],
  ["Write to thief@evil.example!", "thief@evil.example"],
  ["ht\u200btps://evil.example", "https://evil.example"],
])("%p names an address", (text, address) => expect(addressesIn(text)).toEqual([address]));

test.each(["See [the rules](/help/check-in).", "Ask for 1/2 a portion, etc.", "Check-in is at 15:00."])(
  "%p names none",
  (text) => expect(addressesIn(text)).toEqual([]),
);

test.each([
  "Please confirm here: [Staywell](https://staywell.evil.example/?ref=BK-204).",
  "Hello ![x](https://evil.example/p.png).",
  'Hello <img src="https://evil.example/x">.',
  "For more go to www.evil.example now.",
])("%p is stopped where nobody told that address", (text) => {
  const { text: shown, violation } = say(text, request());
  expect(violation).toBe("address");
  expect(shown).not.toContain("evil");
});

test("an address of the help centre may be told", () => {
  const text = "Write to help@staywell.example or see https://staywell.example/faq for more.";
  const about = request({ passages: [{ ...passage, text }] });
  const told = "You can write to help@staywell.example, or see https://staywell.example/faq.";
  expect(say(told, about)).toEqual({ text: told, violation: null });
});

const passage = {
  id: "contact#1",
  slug: "contact",
  title: "Contact",
  heading: "Contact",
  score: 1,
  coverage: 1,
};
