import { wantsPerson } from "./person-wish.ts";

test.each([
  "I want to talk to a human",
  "why can't I talk to a person?",
  "could a colleague of yours look at this?",
  "is anybody there?",
  "this bot is useless",
  "I do not want a bot but a human being",
  "you keep giving me the same answer",
  "speek to somone",
  "agent",
  "Ich möchte mit einem Menschen sprechen",
  "je veux parler à quelqu'un",
  "quiero hablar con una persona",
])("%j asks for a person", (text) => {
  expect(wantsPerson(text)).toBe(true);
});

test.each([
  "can I bring one more person?",
  "what is the price per person?",
  "how many people can stay at the loft?",
  "can someone else check in instead of me?",
  "I don't need to talk to a person",
  "how do I contact the host?",
  "is there somebody at the door to hand me the keys?",
  "are you a bot?",
  "am I talking to a human?",
  "I booked through a travel agent",
])("%j does not", (text) => {
  expect(wantsPerson(text)).toBe(false);
});
