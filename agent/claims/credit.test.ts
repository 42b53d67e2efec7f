import { quote, request, say, toolSaid } from "./gate-for-tests.ts";

const answer = (credit: string) =>
  toolSaid(
    "refund_status",
    `{"bookingRef":null,"refunds":[],"none":"I see no refunds for your bookings.","credit":"${credit}"}`,
  );
const guest = { role: "guest", text: "Do I have any credit?" } as const;
const asked = (...told: ReturnType<typeof toolSaid>[]) => request({ messages: [guest, ...told] });

test.each([
  "You have a credit of €25.00.",
  "Yes, you have **€25.00** of credit with us.",
  "Your credit balance is €25.",
  "You have been given a credit of €25.00.",
  "We gave you a credit of €25.00.",
])("what refund_status says of her credit may be said: %s", (words) => {
  expect(say(words, asked(answer("€25.00")))).toEqual({ text: words, violation: null });
});

test.each([
  ["You have a credit of €30.00.", "amount"],
  ["You have a credit of KWD 25.000.", "amount"],
  ["Your card was credited with €25.00.", "completion"],
])("another amount, another currency and money on her card are not: %s", (words, violation) => {
  expect(say(words, asked(answer("€25.00"))).violation).toBe(violation);
});

test.each([
  "I have given you a credit of €312.00.",
  "We've given you €312.00 in credit.",
  "I gave you a credit.",
  "You have been granted a goodwill credit.",
  "A credit of €312.00 was added to your account.",
  "I've applied a small credit to your next stay.",
])("a credit that nobody gave is not told, though its amount stands in a quote: %s", (words) => {
  for (const told of [quote, answer("none")]) expect(say(words, asked(told)).violation).not.toBeNull();
  expect(say(words, asked(quote)).violation).toBe("completion");
});

test.each([
  "You have no credit with us.",
  "You have not been given a credit.",
  "If a person gives you a credit, you read it here.",
  "You can pay by credit card.",
  "Only a person can give you a credit.",
])("nothing is claimed by: %s", (words) => {
  expect(say(words, asked(answer("none")))).toEqual({ text: words, violation: null });
});

test("a credit that a person of staff gave in this conversation is told as given", () => {
  const staff = {
    role: "staff",
    text: "You have been given a credit of €25.00 for booking BK-204. Reason: The heating was out.",
  } as const;
  const words = "You have been given a credit of €25.00.";
  expect(say(words, request({ messages: [staff, guest] }))).toEqual({ text: words, violation: null });
});
