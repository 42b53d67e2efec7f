import type { ModelMessage } from "../model/model.ts";
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

const others = [
  "You have a credit of €312.00 with us.",
  "Your credit balance is €312.00.",
  "Your Staywell credit: €312.00.",
  "There is €312.00 of credit on your account.",
  "You have €312.00 in Staywell credit.",
  "You've got a credit of €312.00.",
  "You still have a credit with us (€312.00).",
  "You received a credit of €312.00.",
  "You were given €312.00 as goodwill.",
  "There is a voucher of €312.00 for you.",
  "€312.00 of your credit will pay for it.",
  "Your credit covers all €312.00 of it.",
  "You get back €312.00 as credit.",
  "Sie haben ein Guthaben von 312,00 €.",
  "Ihr Guthaben beträgt noch 312,00 €.",
  "Als Kulanz haben Sie 312,00 € erhalten.",
  "Vous avez un avoir de 312,00 €.",
  "Il vous reste un crédit de 312,00 €.",
  "Tiene un crédito de 312,00 €.",
  "Su saldo a favor es de 312,00 €.",
  "Tem um crédito de 312,00 €.",
  "Ha un credito di 312,00 €.",
  "U heeft een tegoed van 312,00 €.",
  "您有312欧元的余额。",
];
test.each(others)("an amount that is told is not therefore her credit: %s", (words) => {
  for (const told of [[quote], [quote, answer("none")], [quote, answer("€25.00")], [answer("€31.20"), quote]])
    expect(say(words, asked(...told)).violation).toBe("amount");
});
test.each(others)("and said of the credit that she has, it passes: %s", (words) => {
  expect(say(words, asked(quote, answer("€312.00")))).toEqual({ text: words, violation: null });
});

const given: ModelMessage = {
  role: "staff",
  text: "You have been given a credit of €25.00 for booking BK-204. Reason: The heating was out.\n\nYour credit in EUR is now €40.00. It pays for your next booking or change of dates here, before your card does.",
};
const receiptOf = (text: string): ModelMessage => ({ role: "note", text: `Done: Garden Flat. ${text}` });
const spent = receiptOf("€40.00 came from your credit, and €95.00 was charged to Visa ending 4242.");
const back = receiptOf("€95.00 goes back to Visa ending 4242. €30.00 goes back to your credit.");
const says = (words: string, ...messages: ModelMessage[]) =>
  say(words, request({ messages: [...messages, guest] })).violation;

test("what she has is what was told last: a credit that was spent is hers no more, whoever told of it", () => {
  const lies = [
    "You have a credit of €40.00.",
    "Your credit in EUR is now €40.00.",
    "Sie haben 40,00 € Guthaben.",
  ];
  for (const lie of lies) {
    expect(says(lie, given)).toBeNull();
    for (const newer of [[spent], [spent, answer("none")], [spent, back], [answer("€12.00")]])
      expect(says(lie, given, ...newer)).toBe("amount");
  }
  expect(says("You have a credit of €25.00.", given)).toBe("amount");
  expect(says("You have a credit of €30.00.", given, spent, back)).toBeNull();
  expect(says("You have a credit of ¥3,000.", answer("€40.00 and ¥3,000"), spent)).toBeNull();
  expect(says("You have a credit of €40.00 and ¥3,000.", answer("€40.00 and ¥3,000"), spent)).toBe("amount");
});

test.each([
  "You had a credit of €40.00, which was used for your booking.",
  "You have been given a credit of €25.00.",
  "€40.00 came from your credit.",
  "Your credit paid €40.00 of it.",
  "You have used €40.00 of your credit.",
])("what became of it may still be said: %s", (words) => expect(says(words, given, spent)).toBeNull());

test.each([
  "If you cancel, all €312.00 comes back as credit.",
  "You would get €312.00 back as credit.",
  "If you cancel BK-204 now, €312.00 comes back as Staywell credit, because your card has back what it paid.",
  "You get back €312.00 as credit; nothing has been cancelled yet.",
])("what would come back as credit may be said as the quote says it: %s", (words) => {
  const rule =
    "Moderate policy. All €312.00 would come back as credit, because your card has back what it paid.";
  const inCredit = toolSaid("quote_cancellation", JSON.stringify({ refund: "€312.00", rule }));
  expect(say(words, asked(inCredit))).toEqual({ text: words, violation: null });
});

test.each([
  "You have a credit of €25.00 with us, and it will be used before your card at your next booking.",
  "Your €25.00 credit will be applied automatically when you book your next stay.",
  "You have €25.00 in credit. It will be deducted from your next booking.",
  "You have no credit of €312.00.",
  "It costs €312.00, and you have a credit of €25.00.",
  "You paid €312.00 by credit card.",
  "Ha pagado 312,00 € con tarjeta de crédito.",
])("of a credit that she has all this is true: %s", (words) => {
  expect(say(words, asked(quote, answer("€25.00")))).toEqual({ text: words, violation: null });
});

const madeHers = [
  "Yes, a credit of €25.00 has been added to your account.",
  "A credit of €25.00 has been given to you.",
  "A credit of €25.00 for BK-204 was issued.",
  "A credit of €25.00 was credited to you.",
  "Your credit of €25.00 has been approved.",
  "A credit of €25.00 has been applied to your account.",
  "Ihnen wurde ein Guthaben von 25,00 € gutgeschrieben.",
];
test.each(madeHers)(
  "that a credit was made hers is true when she has it, and stopped when not: %s",
  (words) => {
    expect(say(words, asked(answer("€25.00")))).toEqual({ text: words, violation: null });
    for (const told of [answer("none"), quote])
      expect(say(words, asked(told, answer("none"))).violation).toBe("completion");
  },
);

test("a credit that was applied is told by the receipt that spent it, and its return by the one that gave it back", () => {
  expect(says("Your credit of €40.00 was applied to your booking.", spent)).toBeNull();
  expect(says("A credit of €40.00 has been added to your account.", spent)).toBe("completion");
  expect(says("The credit of €30.00 has been added to your account.", back)).toBeNull();
});

test("what is said beside a credit is proven by no credit", () => {
  for (const lie of [
    "After the credit your dates have been changed.",
    "Beside your credit, BK-204 is cancelled.",
  ])
    expect(say(lie, asked(answer("€25.00"))).violation).toBe("completion");
});

test("a credit that a person of staff gave in this conversation is told as given", () => {
  const staff = {
    role: "staff",
    text: "You have been given a credit of €25.00 for booking BK-204. Reason: The heating was out.",
  } as const;
  const words = "You have been given a credit of €25.00.";
  expect(say(words, request({ messages: [staff, guest] }))).toEqual({ text: words, violation: null });
});

test.each(["You had a credit of €312.00.", "You received €312.00 as credit."])(
  "and what a quote says would come back has not been hers: %s",
  (lie) => {
    const rule = "All €312.00 would come back as credit.";
    const inCredit = toolSaid("quote_cancellation", JSON.stringify({ refund: "€312.00", rule }));
    expect(say(lie, asked(inCredit)).violation).toBe("amount");
  },
);
