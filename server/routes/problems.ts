import { Router } from "express";
import { listDamageClaims } from "../../db/damage-claims.ts";
import { listProblems, recordHostReply } from "../../db/host-replies.ts";
import { listMails } from "../../db/mails.ts";
import { findConversationForStaff } from "../../db/staff-conversations.ts";
import { staffOf } from "../auth/staff-session.ts";
import { notFound, parse } from "../problem.ts";
import type { Services } from "../services.ts";
import { staffClaimBody, takeClaim, toReport } from "./damage-claims.ts";
import { refuseReply } from "./hosts.ts";
import { hostReplyBody } from "./schemas.ts";

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** For signed-in staff: what guests reported, what hosts said to it and claim themselves, the e-mails that were written, and the conversations that both came from. */
export function problemRoutes(services: Services): Router {
  const { db, clock } = services;
  const router = Router();
  router.get("/problems", async (_request, response) => {
    const now = clock();
    const problems = (await listProblems(db, { now })).map((problem) => ({
      ...problem,
      openedAt: iso(problem.openedAt),
      replyDueAt: iso(problem.replyDueAt),
      repliedAt: iso(problem.repliedAt),
    }));
    response.json({ now: iso(now), problems });
  });
  router.post("/problems/:id/reply", async (request, response) => {
    const reply = parse(hostReplyBody, request.body);
    const actor = `staff:${staffOf(response).id}`;
    refuseReply(await recordHostReply(db, { ...reply, problemId: request.params.id, actor, now: clock() }));
    response.status(204).end();
  });
  router.get("/damage-claims", async (_request, response) => {
    response.json({ now: iso(clock()), claims: (await listDamageClaims(db)).map(toReport) });
  });
  router.post("/bookings/:ref/damage-claim", async (request, response) => {
    const claim = parse(staffClaimBody, request.body);
    const actor = `staff:${staffOf(response).id}`;
    const about = { bookingRef: request.params.ref, hostName: null, actor };
    response.json(await takeClaim(services, { ...claim, ...about }));
  });
  router.get("/mails", async (_request, response) => {
    const mails = (await listMails(db)).map((mail) => ({
      ...mail,
      createdAt: iso(mail.createdAt),
      sentAt: iso(mail.sentAt),
    }));
    response.json({ now: iso(clock()), mails });
  });
  router.get("/conversations/:id", async (request, response) => {
    const conversation = await findConversationForStaff(db, { conversationId: request.params.id });
    if (!conversation) throw notFound("There is no such conversation.");
    response.json({ now: iso(clock()), conversation });
  });
  return router;
}
