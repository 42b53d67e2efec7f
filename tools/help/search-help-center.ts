import * as z from "zod";
import { bestSentences } from "../../knowledge/answer.ts";
import { type HelpPassage, searchHelp } from "../../knowledge/search.ts";
import { defineReadTool } from "../tool.ts";

export interface HelpFound {
  question: string;
  /** Best first. */
  passages: HelpPassage[];
}

/** More only fills the model's window. */
const passagesMax = 4;

/** Passages of the help centre that may answer a question about how things work at the company. */
export const searchHelpCenter = defineReadTool({
  name: "search_help_center",
  description:
    "Searches the help centre: house rules, check-in, payment, invoices, policies, deposits, pets, safety, accounts, reviews and the like. For how things work in general, when the passages you have do not answer. Not for the guest's own bookings or refunds.",
  effect: "read",
  input: z.strictObject({
    question: z
      .string()
      .trim()
      .min(2)
      .max(400)
      .describe("What the guest wants to know, as one full question in English."),
  }),
  examples: [
    "How late can I check in?",
    "What time is check-out?",
    "Can I bring my dog?",
    "How do I pay?",
    "Is there a security deposit?",
    "How does self check-in with a key box work?",
    "Are parties allowed?",
    "How do I get an invoice with VAT?",
    "Can I change the dates of a booking?",
    "What does the service fee cover?",
    "How do I write a review?",
    "I forgot my password, how can I log in?",
    "What if the host cancels on me?",
    "Is smoking allowed in the apartments?",
    "Do you have wheelchair accessible places?",
    "Do I have to verify my identity?",
    "What happens if something breaks while I'm there?",
    "Are towels and bed linen provided?",
    "Is there parking and wifi?",
    "How long do refunds usually take?",
  ],
  slots: { question: { kind: "text", ask: "What would you like to know?" } },
  authorise: async () => ({}),
  run: async ({ db }, _everyone, { question }): Promise<HelpFound> => ({
    question,
    passages: await searchHelp(db, { question, limit: passagesMax }),
  }),
  render({ question, passages: [best] }) {
    if (!best) return "I found nothing about that in our help centre. Shall I pass you to a person?";
    return `${bestSentences(best, question)} [[${best.id}]]`;
  },
});
