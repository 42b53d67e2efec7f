import * as z from "zod";
import { messageCharsMax } from "../../agent/limits.ts";

/*
 * What comes in over HTTP. These shapes both parse requests and make the OpenAPI document, so the two cannot differ.
 */

export const conversationId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, "must be 16 to 64 characters of A-Z, a-z, 0-9, _ and -")
  .meta({
    description: "Made by the client, at random. The first post creates the conversation.",
    example: "c7Yb2kQ9xLw4TzR1",
  });

export const messageId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,128}$/, "must be 1 to 128 characters of A-Z, a-z, 0-9, _ and -")
  .meta({
    description: "Made by the client. The same id with the same words is the same message.",
    example: "m-1",
  });

const textPart = z.object({ type: z.literal("text", "only text parts are accepted"), text: z.string() });

export const chatBody = z
  .object({
    id: conversationId,
    message: z.object({
      id: messageId,
      role: z.literal("user", 'must be "user"'),
      parts: z.array(textPart).min(1, "needs at least one text part").max(20),
    }),
  })
  .meta({
    id: "ChatRequest",
    description: "One new message of the guest. Anything else in the body, such as a history, is ignored.",
  });

/** The words of a message. Its length is checked apart from its shape, because too long is 413 and malformed is 400. */
export const textOf = (body: z.output<typeof chatBody>): string =>
  body.message.parts
    .map((part) => part.text)
    .join("\n")
    .replaceAll("\0", "")
    // Half of a surrogate pair would come back from the database as something else.
    .toWellFormed()
    .trim();

export const isTooLong = (text: string): boolean => text.length > messageCharsMax;

export const decisionBody = z.object({ decision: z.enum(["accept", "decline"]) }).meta({ id: "Decision" });

export const demoTokenBody = z.object({ guest: z.string().min(1).max(64) }).meta({ id: "DemoTokenRequest" });

export const loginBody = z
  .object({ name: z.string().min(1).max(64), password: z.string().min(1).max(256) })
  .meta({ id: "StaffLogin" });

export const staffReplyBody = z
  .object({ messageId, text: z.string().trim().min(1, "must not be empty").max(messageCharsMax) })
  .meta({ id: "StaffReply" });

export const declineBody = z
  .object({ reason: z.string().trim().min(1, "must not be empty").max(500) })
  .meta({ id: "DeclineApproval" });

/** What a host says. Well-formed, because the same words again are compared with those in the database, which holds no half of a surrogate pair. */
export const hostWords = z
  .string()
  .overwrite((words) => words.toWellFormed())
  .trim()
  .min(1, "must not be empty")
  .max(1_000);

export const hostReplyBody = z
  .object({
    outcome: z.enum(["fixed", "accepted", "refused"]).meta({
      description: "Put right, admitted, or denied: what the host says.",
    }),
    words: hostWords,
  })
  .meta({ id: "HostReply" });

/** What the hosts' system brings. Its signature covers the body alone, so the body says which problem it is about. */
export const signedReplyBody = hostReplyBody
  .extend({ problemId: z.string().meta({ description: "The one in the address." }) })
  .meta({ id: "SignedHostReply" });

export const changeBody = z
  .object({
    amountMinor: z.number().int().positive().meta({ description: "In minor units of the offer's currency." }),
    reason: z.string().trim().min(1, "must not be empty").max(500),
  })
  .meta({ id: "ChangeAmount" });

export const ownCurrency = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be three letters such as EUR")
  .meta({ description: "The booking's own: another is refused, so that no amount is taken for another." });

export const creditBody = z
  .object({
    bookingRef: z
      .string()
      .min(1)
      .max(32)
      .meta({ description: "The guest's booking that the credit is given for." }),
    amountMinor: z.number().int().positive().meta({ description: "In minor units of the currency." }),
    currency: ownCurrency,
    reason: z
      .string()
      .trim()
      .min(1, "must not be empty")
      .max(500)
      .meta({ description: "The guest reads it." }),
  })
  .meta({ id: "GiveCredit" });

export const escalationFilter = z.object({
  status: z.enum(["open", "claimed", "resolved", "all"]).optional(),
});

export const afterQuery = z.object({ after: z.coerce.number().int().min(0).optional() });

// ── what goes out ────────────────────────────────────────────────────────────────────────────────────────

export const problem = z
  .object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string() })
  .loose()
  .meta({ id: "Problem", description: "RFC 9457 problem document." });
