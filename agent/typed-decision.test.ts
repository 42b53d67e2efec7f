import { typedDecision } from "./typed-decision.ts";

test.each([
  "yes",
  "Yes.",
  "YES!",
  "yes, please",
  "Yes please!",
  "go ahead",
  "Sí",
  "sim",
  "Ja, bitte",
  "是的",
])("a plain yes accepts: %s", (words) => {
  expect(typedDecision(words)).toBe("accept");
});

test.each(["no", "No, thanks.", "never mind", "Nein danke"])("a plain no declines: %s", (words) => {
  expect(typedDecision(words)).toBe("decline");
});

test.each([
  "yes but make it Friday",
  "yes?",
  "is that a yes",
  "yes and also cancel BK-131",
  "ok",
  "what if I say yes",
  "",
  "   ",
  "yes no",
])("anything else is a message: %s", (words) => {
  expect(typedDecision(words)).toBeNull();
});
