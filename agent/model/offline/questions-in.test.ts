import { questionsIn } from "./questions-in.ts";

test.each([
  ["Can I bring my dog, and where do I park?", ["Can I bring my dog", "where do I park?"]],
  [
    "How late can I check in? And is smoking allowed on the balcony?",
    ["How late can I check in?", "And is smoking allowed on the balcony?"],
  ],
  [
    "We come by car. Is there parking? How do I get an invoice?",
    ["We come by car. Is there parking?", "How do I get an invoice?"],
  ],
  [
    "Do you take PayPal, and will my card be charged at once?",
    ["Do you take PayPal", "will my card be charged at once?"],
  ],
])("%j asks two things", (text, questions) => expect(questionsIn(text)).toEqual(questions));

test.each([
  "How late can I check in?",
  "Can I bring my dog and does it cost extra?",
  "Is there parking and wifi?",
  "I land at one in the morning. Is that ok?",
  "Please tell the host. We arrive late.",
  "hello!",
])("%j asks one thing at most", (text) => expect(questionsIn(text)).toEqual([]));
