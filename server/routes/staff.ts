import { type Request, type Response, Router } from "express";
import { rateLimit } from "express-rate-limit";
import { decideApproval } from "../../db/approvals.ts";
import { findAuditTrail } from "../../db/audit-trail.ts";
import { onChange } from "../../db/changes.ts";
import { findCreditOfCase } from "../../db/credit-of-case.ts";
import { findEscalation, listEscalations } from "../../db/escalation-list.ts";
import { followConversation } from "../../db/follow-log.ts";
import { verifyStaffPassword } from "../../db/staff.ts";
import { claimEscalation, endEscalation, replyAsStaff, type StaffOutcome } from "../../db/staff-desk.ts";
import { caseMoney } from "../../tools/approvals/case-money.ts";
import { changeAmount } from "../../tools/approvals/change-amount.ts";
import { giveCredit } from "../../tools/approvals/give-credit.ts";
import { endStaffSession, requireStaff, staffOf, startStaffSession } from "../auth/staff-session.ts";
import { answerOnce } from "../idempotency.ts";
import { notFound, Problem, parse } from "../problem.ts";
import type { Services } from "../services.ts";
import { staffRefusal } from "../staff-refusal.ts";
import { openSse } from "../stream/sse.ts";
import { problemRoutes } from "./problems.ts";
import {
  afterQuery,
  changeBody,
  creditBody,
  declineBody,
  escalationFilter,
  loginBody,
  staffReplyBody,
} from "./schemas.ts";

/** Tries to sign in per minute and address. */
const loginsPerMinuteMax = 20;

/** What staff do in the console. */
export function staffRoutes(services: Services): Router {
  const { db, clock, config } = services;
  const secret = config.staffSessionSecret;
  const router = Router();

  const slowDown = rateLimit({
    windowMs: 60_000,
    limit: loginsPerMinuteMax,
    standardHeaders: true,
    legacyHeaders: false,
    handler: () => {
      throw new Problem(429, "Too many tries. Wait a minute.");
    },
  });
  router.post("/login", slowDown, async (request, response) => {
    const { name, password } = parse(loginBody, request.body);
    const staff = await verifyStaffPassword(db, { name, password });
    if (!staff) throw new Problem(401, "Name or password is wrong.");
    await startStaffSession(response, staff.id, secret);
    response.json({ staff });
  });
  router.post("/logout", (_request, response) => {
    endStaffSession(response);
    response.status(204).end();
  });

  router.use(requireStaff({ db, secret }));
  router.get("/me", (_request, response) => void response.json({ staff: staffOf(response) }));

  router.use(problemRoutes(services));

  router.get("/escalations", async (request, response) => {
    const { status } = parse(escalationFilter, request.query);
    response.json({
      now: new Date(clock()).toISOString(),
      escalations: await listEscalations(db, { status }),
    });
  });
  router.get("/escalations/:id", async (request, response) => {
    response.json(await detail(services, request.params.id));
  });
  router.get("/escalations/:id/audit", async (request, response) => {
    const trail = await findAuditTrail(db, { escalationId: request.params.id });
    if (!trail) throw unknownCase();
    response.json({ now: new Date(clock()).toISOString(), trail });
  });
  router.get("/escalations/:id/events", async (request, response) => {
    const { escalation } = await detail(services, request.params.id);
    const { after } = parse(afterQuery, request.query);
    const sse = openSse(response);
    const { conversationId } = escalation;
    for await (const event of followConversation(db, {
      conversationId,
      after: after ?? 0,
      signal: sse.signal,
    })) {
      await sse.send(event, event.seq);
    }
  });
  router.get("/events", async (_request, response) => {
    const sse = openSse(response);
    const tell = () => void sse.send({ type: "escalations-changed" });
    sse.signal.addEventListener("abort", onChange("escalations", tell));
    tell();
  });

  /** One act of one member of staff on one escalation, answered with how it stands then. */
  const act = async (response: Response, id: string, outcome: Promise<StaffOutcome>) => {
    const refused = staffRefusal(await outcome);
    if (refused) throw refused;
    response.json(await detail(services, id));
  };
  const by = (response: Response, escalationId: string) => ({
    escalationId,
    staffId: staffOf(response).id,
    now: clock(),
  });

  router.post("/escalations/:id/claim", (request, response) =>
    act(response, request.params.id, claimEscalation(db, by(response, request.params.id))),
  );
  router.post("/escalations/:id/reply", (request, response) => {
    const reply = parse(staffReplyBody, request.body);
    return act(
      response,
      request.params.id,
      replyAsStaff(db, { ...by(response, request.params.id), ...reply }),
    );
  });
  router.post("/escalations/:id/resolve", (request, response) =>
    act(
      response,
      request.params.id,
      endEscalation(db, { ...by(response, request.params.id), owner: "closed" }),
    ),
  );
  router.post("/escalations/:id/hand-back", (request, response) =>
    act(
      response,
      request.params.id,
      endEscalation(db, { ...by(response, request.params.id), owner: "agent" }),
    ),
  );
  /** The same for what moves money: an Idempotency-Key is required, and the answer is kept with the decision. */
  const moveMoney = (
    request: Request,
    response: Response,
    escalationId: string,
    act: () => Promise<StaffOutcome>,
  ) =>
    answerOnce(request, response, {
      db,
      now: clock(),
      caller: { kind: "staff", id: staffOf(response).id },
      isRequired: true,
      act,
      refusal: staffRefusal,
      body: () => detail(services, escalationId),
    });

  router.post("/escalations/:id/approve", (request, response) => {
    const { id } = request.params;
    const decision = { ...by(response, id), decision: "approve" as const, reason: null };
    return moveMoney(request, response, id, () => decideApproval(db, decision));
  });
  router.post("/escalations/:id/decline", (request, response) => {
    const { id } = request.params;
    const { reason } = parse(declineBody, request.body);
    const decision = { ...by(response, id), decision: "decline" as const, reason };
    return moveMoney(request, response, id, () => decideApproval(db, decision));
  });
  router.post("/escalations/:id/change", (request, response) => {
    const { id } = request.params;
    const change = { ...by(response, id), ...parse(changeBody, request.body) };
    return moveMoney(request, response, id, () => changeAmount(services, change));
  });
  router.post("/escalations/:id/credit", (request, response) => {
    const { id } = request.params;
    const credit = { ...by(response, id), ...parse(creditBody, request.body) };
    return moveMoney(request, response, id, () => giveCredit(services, credit));
  });
  return router;
}

const unknownCase = () => notFound("There is no such escalation.");

async function detail(services: Services, id: string) {
  const { db, clock } = services;
  const escalation = await findEscalation(db, { id });
  if (!escalation) throw unknownCase();
  const money = await caseMoney(services, { escalationId: id, now: clock() });
  const credit = await findCreditOfCase(db, { escalationId: id });
  return {
    now: new Date(clock()).toISOString(),
    escalation: { ...escalation, ...(money !== undefined && { money }), ...(credit && { credit }) },
  };
}
