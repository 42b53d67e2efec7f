import { randomUUID } from "node:crypto";
import { Router } from "express";
import { ownRound } from "../../agent/own-round.ts";
import { handoffPromise } from "../../agent/promise.ts";
import { summariseFor } from "../../agent/summarise.ts";
import { listCards } from "../../db/actions.ts";
import {
  acceptMessage,
  type Conversation,
  currentHandoff,
  findConversation,
  listConversations,
} from "../../db/conversations.ts";
import { escalate } from "../../db/escalations.ts";
import { readAllEvents } from "../../db/event-log.ts";
import { followPages } from "../../db/follow-log.ts";
import { findOpenTurn, findTurn } from "../../db/turns.ts";
import { guestOf } from "../auth/require-guest.ts";
import { notFound, Problem, parse } from "../problem.ts";
import type { Services } from "../services.ts";
import { openSse } from "../stream/sse.ts";
import { holdStream } from "../stream/stream-cap.ts";
import { toTranscript } from "../stream/transcript.ts";
import { streamHandoff, streamTurn } from "../stream/turn-stream.ts";
import { toUiParts } from "../stream/ui-message-stream.ts";
import {
  afterQuery,
  chatBody,
  conversationId as conversationIdSchema,
  isTooLong,
  textOf,
} from "./schemas.ts";

/** The guest's side of the chat. Everything below is behind `requireGuest`. */
export function chatRoutes({ db, clock, runner }: Services): Router {
  const router = Router();

  router.post("/", async (request, response) => {
    const body = parse(chatBody, request.body);
    const text = textOf(body);
    if (isTooLong(text)) throw new Problem(413, "message.parts: the message is longer than 4,000 characters");
    if (text === "") throw new Problem(400, "message.parts: the message is empty");
    const conversationId = body.id;
    // Each is a commit to the disk: of many that come at once each has its own, and those who are reading an answer read on in between.
    await ownRound();
    const accepted = await acceptMessage(db, {
      conversationId,
      guestId: guestOf(response).id,
      messageId: body.message.id,
      text,
      turnId: `turn_${randomUUID()}`,
      now: clock(),
    });
    if (accepted.kind === "foreign") throw notFound("There is no such conversation.");
    if (accepted.kind === "different-body")
      throw new Problem(422, "message.id: was used before for another message");
    if (accepted.kind === "too-many")
      throw new Problem(429, "Earlier messages of this conversation are still waiting.");
    if (accepted.kind === "for-person") {
      const event = await currentHandoff(db, { conversationId });
      return streamHandoff(response, { messageId: `handoff-${body.message.id}`, parts: toUiParts(event) });
    }
    const turn = await findTurn(db, { turnId: accepted.turnId });
    if (!turn) throw new Error(`turn ${accepted.turnId} is not there`);
    await streamTurn(response, { db, turn });
  });

  router.get("/", async (_request, response) => {
    const rows = await listConversations(db, { guestId: guestOf(response).id });
    const iso = (at: number) => new Date(at).toISOString();
    const conversations = rows.map((row) => ({
      ...row,
      createdAt: iso(row.createdAt),
      updatedAt: iso(row.updatedAt),
    }));
    response.json({ conversations });
  });

  /** The conversation in the path, if it is this guest's. */
  const own = async (id: unknown, guestId: string): Promise<Conversation> => {
    const valid = conversationIdSchema.safeParse(id);
    const found = valid.success
      ? await findConversation(db, { conversationId: valid.data, guestId })
      : undefined;
    if (!found) throw notFound("There is no such conversation.");
    return found;
  };

  router.get("/:id", async (request, response) => {
    const { id, owner } = await own(request.params.id, guestOf(response).id);
    const messages = toTranscript(await readAllEvents(db, { conversationId: id }));
    response.json({ id, owner, messages, cards: await listCards(db, { conversationId: id }) });
  });

  router.get("/:id/stream", async (request, response) => {
    const { id } = await own(request.params.id, guestOf(response).id);
    const turn = await findOpenTurn(db, { conversationId: id });
    if (!turn) return void response.status(204).end();
    await streamTurn(response, { db, turn });
  });

  router.get("/:id/events", async (request, response) => {
    const { id } = await own(request.params.id, guestOf(response).id);
    const lastSeen = request.get("last-event-id");
    const { after } = parse(afterQuery, lastSeen === undefined ? request.query : { after: lastSeen });
    holdStream(response, guestOf(response).id);
    const sse = openSse(response);
    const following = { conversationId: id, after: after ?? 0, signal: sse.signal };
    for await (const page of followPages(db, following))
      await sse.sendAll(page.map((data) => ({ data, id: data.seq })));
  });

  router.post("/:id/handoff", async (request, response) => {
    const guest = guestOf(response);
    const { id } = await own(request.params.id, guest.id);
    const now = clock();
    const event = await escalate(db, {
      id: `esc_${randomUUID()}`,
      conversationId: id,
      turnId: null,
      reason: "The guest asked for a person.",
      summary: await summariseFor(db, { conversationId: id, guestName: guest.name }),
      promise: handoffPromise(now),
      now,
    });
    const { state, position, staffName } = event;
    response.json({ state, position, staffName });
  });

  router.post("/:id/stop", async (request, response) => {
    const { id } = await own(request.params.id, guestOf(response).id);
    response.json({ stopped: runner.stop(id) });
  });

  return router;
}
