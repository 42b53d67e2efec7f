import * as z from "zod";
import { createDocument, type ZodOpenApiPathsObject } from "zod-openapi";
import { hostClaimBody, staffClaimBody } from "./damage-claims.ts";
import {
  changeBody,
  chatBody,
  conversationId,
  creditBody,
  decisionBody,
  declineBody,
  demoTokenBody,
  escalationFilter,
  hostReplyBody,
  loginBody,
  problem,
  signedReplyBody,
  staffReplyBody,
} from "./schemas.ts";

/** The document at /openapi.json. A test holds its paths equal to the routes of the server, in both directions. */

const problems = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      String(status),
      { description: "See `detail`.", content: { "application/problem+json": { schema: problem } } },
    ]),
  );

const json = (description: string) => ({
  "200": { description, content: { "application/json": { schema: z.looseObject({}) } } },
});
const sse = (description: string) => ({
  "200": { description, content: { "text/event-stream": { schema: z.string() } } },
});
const body = (schema: z.ZodType) => ({
  requestBody: { required: true, content: { "application/json": { schema } } },
});
const path = (shape: Record<string, z.ZodType>) => ({ requestParams: { path: z.object(shape) } });

const guest = { security: [{ guestToken: [] }], tags: ["Guest"] };
const staff = { security: [{ staffSession: [] }], tags: ["Staff"] };
const open = { security: [], tags: ["Server"] };

const inConversation = path({ id: conversationId });
const escalationId = z.string().meta({ description: "Of an escalation." });
const after = z.coerce
  .number()
  .int()
  .min(0)
  .optional()
  .meta({ description: "Only what comes after this sequence number." });

const idempotencyKey = z
  .string()
  .regex(/^"?[A-Za-z0-9_.:~+/=-]{8,128}"?$/)
  .meta({
    description:
      "Names this request, best with a UUID. The same key with the same request is carried out once and answered the same, with the header " +
      "`Idempotency-Replayed: true`; with another request 422; while the first is under way 409. `type` of these problems is " +
      "urn:frontdesk:problem:idempotency-key-missing, -malformed (400), -under-way (409) or -reused (422).",
    example: "8e03978e-40d5-43dd-bc93-6894a57f9324",
  });
const maybeKeyed = z.object({ "Idempotency-Key": idempotencyKey.optional() });

const staffAct = (summary: string, schema?: z.ZodType, refusedWith: number[] = []) => ({
  post: {
    ...staff,
    ...path({ id: escalationId }),
    ...(schema && body(schema)),
    summary,
    responses: {
      ...json("The escalation as it stands then."),
      ...problems(400, 401, 404, 409, ...refusedWith),
    },
  },
});

/** The same, where money moves. */
const moneyAct = (summary: string, schema?: z.ZodType) => {
  const { post } = staffAct(summary, schema, [403, 422, 503, 507]);
  const path = z.object({ id: escalationId });
  const header = z.object({ "Idempotency-Key": idempotencyKey });
  return { post: { ...post, requestParams: { path, header } } };
};

const guestPaths: ZodOpenApiPathsObject = {
  "/v1/chat": {
    post: {
      ...guest,
      ...body(chatBody),
      requestParams: { header: maybeKeyed },
      summary: "Say something. Answers an AI SDK UI message stream (version 1).",
      description:
        "The message is stored before the answer begins. The same message id with the same words is answered with the same turn. " +
        "While a person holds the conversation the stream is start, data-handoff, finish.",
      responses: {
        ...sse("The assistant's message, as it is written."),
        ...problems(400, 401, 404, 413, 422, 429, 503, 507),
      },
    },
    get: {
      ...guest,
      summary: "The guest's conversations, newest first.",
      responses: { ...json("Conversations."), ...problems(401) },
    },
  },
  "/v1/chat/{id}": {
    get: {
      ...guest,
      ...inConversation,
      summary: "The transcript.",
      responses: { ...json("Messages and cards."), ...problems(401, 404) },
    },
  },
  "/v1/chat/{id}/stream": {
    get: {
      ...guest,
      ...inConversation,
      summary: "Resume the running turn, from its start.",
      responses: {
        ...sse("As POST /v1/chat."),
        "204": { description: "Nothing runs." },
        ...problems(401, 404),
      },
    },
  },
  "/v1/chat/{id}/events": {
    get: {
      ...guest,
      requestParams: {
        path: z.object({ id: conversationId }),
        query: z.object({ after }),
        header: z.object({ "Last-Event-ID": after }),
      },
      summary:
        "The whole event log of the conversation, and then what is added, for as long as the client stays.",
      responses: {
        ...sse("One logged event as JSON in each message; its id is the sequence number."),
        ...problems(400, 401, 404),
      },
    },
  },
  "/v1/chat/{id}/confirmations/{confirmationId}": {
    post: {
      ...guest,
      requestParams: {
        path: z.object({ id: conversationId, confirmationId: z.string() }),
        header: maybeKeyed,
      },
      ...body(decisionBody),
      summary: "Accept or decline a card. Once.",
      description: "A card that was decided before is 409, with `state` and `outcome` of the first decision.",
      responses: {
        ...json("The decision is committed."),
        ...problems(400, 401, 404, 409, 422, 503, 507),
      },
    },
  },
  "/v1/chat/{id}/handoff": {
    post: {
      ...guest,
      requestParams: { path: z.object({ id: conversationId }), header: maybeKeyed },
      summary: "Ask for a person.",
      responses: { ...json("Where the guest stands."), ...problems(400, 401, 404, 422) },
    },
  },
  "/v1/chat/{id}/stop": {
    post: {
      ...guest,
      requestParams: { path: z.object({ id: conversationId }), header: maybeKeyed },
      summary: "Stop the answer that is being written.",
      responses: { ...json("Whether one was."), ...problems(400, 401, 404, 422) },
    },
  },
};

const problemId = z.string().meta({ description: "Of a problem, as HOST_WEBHOOK_URL was told it." });

const claimTaken =
  "Recorded. `deposit` is what was left of the paid deposit when the claim came; 0 when there was none.";
const claimedRef = z.string().meta({ description: "Of a booking: `BK-204`." });

const hostPaths: ZodOpenApiPathsObject = {
  "/v1/hosts/bookings/{ref}/damage-claim": {
    post: {
      tags: ["Host"],
      security: [{ hostSignature: [] }],
      ...path({ ref: claimedRef }),
      ...body(hostClaimBody),
      summary: "The host claims damage: a paid deposit then goes back only when a person decides so.",
      description:
        "One for a booking, from check-in until 72 hours after check-out, also when no deposit is left. Signed as a reply to a problem is, with `bookingRef` in the body as in the address. " +
        "The same claim again is the same; another one is 409. A booking of another host is 404, as one that does not exist.",
      responses: { ...json(claimTaken), ...problems(400, 401, 404, 409, 422) },
    },
  },
  "/v1/hosts/problems/{id}/reply": {
    post: {
      tags: ["Host"],
      security: [{ hostSignature: [] }],
      ...path({ id: problemId }),
      ...body(signedReplyBody),
      summary: "The host's one reply to a problem.",
      description:
        "Signed with HOST_WEBHOOK_SECRET, as the notice was: `X-Frontdesk-Timestamp` (UTC milliseconds) and `X-Frontdesk-Signature`, the HMAC-SHA256 in hex of `<timestamp>.<body>`, at most five minutes old. " +
        "`problemId` in the body must be the one in the address, so that what was signed for one problem is of no use for another.",
      responses: { "204": { description: "Recorded." }, ...problems(400, 401, 404, 409) },
    },
  },
};

const staffPaths: ZodOpenApiPathsObject = {
  "/v1/staff/bookings/{ref}/damage-claim": {
    post: {
      ...staff,
      ...path({ ref: claimedRef }),
      ...body(staffClaimBody),
      summary: "Write down that a host claims damage, from check-in on; it may be late.",
      responses: { ...json(claimTaken), ...problems(400, 401, 404, 409, 422) },
    },
  },
  "/v1/staff/damage-claims": {
    get: {
      ...staff,
      summary: "What hosts claim for damage, the newest first, with what is left of each deposit.",
      responses: { ...json("Claims."), ...problems(401) },
    },
  },
  "/v1/staff/login": {
    post: {
      ...open,
      tags: ["Staff"],
      ...body(loginBody),
      summary: "Sign in.",
      responses: { ...json("Sets the session cookie."), ...problems(400, 401, 429) },
    },
  },
  "/v1/staff/logout": {
    post: {
      ...open,
      tags: ["Staff"],
      summary: "Sign out.",
      responses: { "204": { description: "Signed out." } },
    },
  },
  "/v1/staff/me": {
    get: {
      ...staff,
      summary: "Who is signed in.",
      responses: { ...json("The member of staff."), ...problems(401) },
    },
  },
  "/v1/staff/events": {
    get: {
      ...staff,
      summary: "Tells when the list changes.",
      responses: { ...sse("`escalations-changed`"), ...problems(401) },
    },
  },
  "/v1/staff/escalations": {
    get: {
      ...staff,
      requestParams: { query: escalationFilter },
      summary: "Escalations.",
      responses: { ...json("Escalations."), ...problems(400, 401) },
    },
  },
  "/v1/staff/problems": {
    get: {
      ...staff,
      summary: "Problems that guests reported, the newest first, with what hosts said.",
      responses: { ...json("Problems."), ...problems(401) },
    },
  },
  "/v1/staff/problems/{id}/reply": {
    post: {
      ...staff,
      ...path({ id: problemId }),
      ...body(hostReplyBody),
      summary: "Write down what a host replied.",
      responses: { "204": { description: "Recorded." }, ...problems(400, 401, 404, 409) },
    },
  },
  "/v1/staff/mails": {
    get: {
      ...staff,
      summary: "E-mails to guests, the newest first; `sentAt` is null while one is in the outbox.",
      responses: { ...json("E-mails."), ...problems(401) },
    },
  },
  "/v1/staff/conversations/{id}": {
    get: {
      ...staff,
      ...inConversation,
      summary: "A conversation to read, with or without a case.",
      responses: { ...json("The transcript."), ...problems(401, 404) },
    },
  },
  "/v1/staff/escalations/{id}": {
    get: {
      ...staff,
      ...path({ id: escalationId }),
      summary: "One case, whole.",
      responses: { ...json("The case."), ...problems(401, 404) },
    },
  },
  "/v1/staff/escalations/{id}/audit": {
    get: {
      ...staff,
      ...path({ id: escalationId }),
      summary: "What the audit log says of the case's action, and whether the log's chain is whole.",
      responses: { ...json("The trail."), ...problems(401, 404) },
    },
  },
  "/v1/staff/escalations/{id}/events": {
    get: {
      ...staff,
      requestParams: { path: z.object({ id: escalationId }), query: z.object({ after }) },
      summary: "The event log of the case's conversation, live.",
      responses: { ...sse("As the guest's."), ...problems(401, 404) },
    },
  },
  "/v1/staff/escalations/{id}/claim": staffAct("Take the conversation."),
  "/v1/staff/escalations/{id}/reply": staffAct("Answer the guest in her chat.", staffReplyBody, [422]),
  "/v1/staff/escalations/{id}/resolve": staffAct("Close the conversation."),
  "/v1/staff/escalations/{id}/hand-back": staffAct("Give the conversation back to the assistant."),
  "/v1/staff/escalations/{id}/approve": moneyAct("Approve the action: it runs."),
  "/v1/staff/escalations/{id}/decline": moneyAct(
    "Decline the action, with a reason for the guest.",
    declineBody,
  ),
  "/v1/staff/escalations/{id}/change": moneyAct(
    "Set another amount, with a reason for the guest: she gets a new offer, and must accept it.",
    changeBody,
  ),
  "/v1/staff/escalations/{id}/credit": moneyAct(
    "Give the guest a credit. Only who holds the conversation can; above a limit that person must be a lead.",
    creditBody,
  ),
};

const serverPaths: ZodOpenApiPathsObject = {
  "/v1/demo/guests": {
    get: {
      ...open,
      tags: ["Demo"],
      summary: "The seeded guests.",
      responses: { ...json("Guests."), ...problems(404) },
    },
  },
  "/v1/demo/token": {
    post: {
      ...open,
      tags: ["Demo"],
      ...body(demoTokenBody),
      summary: "A guest token, as a real site would mint it.",
      responses: { ...json("The token."), ...problems(400, 404) },
    },
  },
  "/v1/info": {
    get: {
      ...open,
      summary: "What runs here, for the widget.",
      responses: json("Names, and whether the model answers."),
    },
  },
  "/healthz": { get: { ...open, summary: "The process answers.", responses: json("ok") } },
  "/readyz": {
    get: {
      ...open,
      summary: "Model (with its circuit), queue and database, their states, and in brief what was counted.",
      responses: { ...json("ready or degraded"), "503": { description: "unavailable" } },
    },
  },
  "/metrics": {
    get: {
      tags: ["Server"],
      security: [{ metricsToken: [] }],
      summary:
        "Counters for Prometheus: calls of the model, repairs, tokens, turns, and who waits. Nothing of a guest.",
      responses: {
        "200": { description: "Prometheus text format.", content: { "text/plain": { schema: z.string() } } },
        ...problems(401, 404),
      },
    },
  },
  "/openapi.json": { get: { ...open, summary: "This document.", responses: json("OpenAPI.") } },
  "/console": {
    get: {
      ...open,
      summary: "The page where staff sign in and work.",
      responses: { "200": { description: "HTML" } },
    },
  },
  "/help": {
    get: { ...open, summary: "The help centre, as pages.", responses: { "200": { description: "HTML" } } },
  },
  "/help/{slug}": {
    get: {
      ...open,
      ...path({ slug: z.string() }),
      summary: "One article.",
      responses: { "200": { description: "HTML" }, ...problems(404) },
    },
  },
};

export const openApiDocument = createDocument({
  openapi: "3.1.0",
  info: { title: "Frontdesk", version: "0.1.0", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
  components: {
    securitySchemes: {
      guestToken: {
        type: "http",
        scheme: "bearer",
        bearerFormat: "JWT",
        description: 'HS256, `{ sub, aud: "frontdesk", exp }`.',
      },
      metricsToken: {
        type: "http",
        scheme: "bearer",
        description: "METRICS_TOKEN; in the demo none is asked for.",
      },
      hostSignature: { type: "apiKey", in: "header", name: "X-Frontdesk-Signature" },
      staffSession: { type: "apiKey", in: "cookie", name: "frontdesk_staff" },
    },
  },
  paths: { ...guestPaths, ...hostPaths, ...staffPaths, ...serverPaths },
});
