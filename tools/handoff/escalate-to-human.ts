import * as z from "zod";
import { defineHandoffTool } from "../tool.ts";

/** Hands the conversation to a person at the company. */
export const escalateToHuman = defineHandoffTool({
  name: "escalate_to_human",
  description:
    "Hands the conversation to a person at Staywell. Use it when the guest asks for a person, is in danger or very upset, reports damage, fraud or a dispute, or when you cannot help. Do not promise what the person will do.",
  effect: "handoff",
  input: z.strictObject({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .describe("Why, in one sentence for the colleague who takes over. No personal data beyond the need."),
  }),
  examples: [
    "I want to talk to a human",
    "Can I speak to a real person?",
    "Connect me with an agent please",
    "Give me someone from support",
    "I'd like to speak with a manager",
    "This bot is useless, get me a person",
    "Let me talk to customer service",
    "Is there anybody I can call?",
    "I need a human being to look at this",
    "Please escalate this",
    "I want to make a complaint to your staff",
    "You are not helping me, I need a representative",
    "Can a colleague of yours contact me?",
    "Transfer me to an employee",
    "I don't want to talk to a machine",
    "There is no hot water and the host does not answer, I need help now",
    "Somebody charged my card twice, I want a person to check it",
    "put me through to someone",
    "Who can I speak to?",
    "Is there a support line I can ring?",
    "Enough of these automated answers",
    "Pass me on to somebody",
  ],
  slots: { reason: { kind: "text", ask: "What may I tell my colleague it is about?" } },
  reason: ({ reason }) => reason,
});
