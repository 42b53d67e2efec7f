import express, { type Request, Router } from "express";
import { type HostReplied, recordHostReply } from "../../db/host-replies.ts";
import { isSignedHook } from "../auth/hook-signature.ts";
import { notFound, Problem, parse } from "../problem.ts";
import type { Services } from "../services.ts";
import { hostClaimBody, takeClaim } from "./damage-claims.ts";
import { signedReplyBody } from "./schemas.ts";

const bodyBytesMax = "16kb";

/** Where the hosts' system brings a host's reply, or a claim of damage. Signed as our notice to it was; without HOST_WEBHOOK_URL there is nobody to ask, and no such address. */
export function hostRoutes(services: Services): Router {
  const { db, clock, config } = services;
  const { hostWebhookSecret: secret } = config;
  const router = Router();
  // The signature covers the bytes as they came, so they are read as text.
  router.use(express.text({ type: "application/json", limit: bodyBytesMax }));
  router.post("/problems/:id/reply", async (request, response) => {
    const reply = parse(signedReplyBody, signedJson(request, secret));
    if (reply.problemId !== request.params.id) throw notOfAddress("problemId");
    refuseReply(await recordHostReply(db, { ...reply, actor: "host", now: clock() }));
    response.status(204).end();
  });
  router.post("/bookings/:ref/damage-claim", async (request, response) => {
    const { host: hostName, ...claim } = parse(hostClaimBody, signedJson(request, secret));
    if (claim.bookingRef !== request.params.ref) throw notOfAddress("bookingRef");
    response.json(await takeClaim(services, { ...claim, hostName, actor: "host" }));
  });
  return router;
}

/** The body, once its signature is seen to be the hosts' system's. */
function signedJson(request: Request, secret: string | null): unknown {
  if (!secret) throw notFound("This server takes nothing from hosts.");
  const body = typeof request.body === "string" ? request.body : "";
  if (!isSignedHook({ body, header: (name) => request.get(name) }, secret, Date.now()))
    throw new Problem(401, "The signature is missing, wrong, or too old.");
  return readJson(body);
}

/** The signature does not cover the address: what was signed for another problem or booking, and overheard, is not for this one. */
const notOfAddress = (field: string): Problem => new Problem(400, `${field}: must be the one in the address`);

export function refuseReply(outcome: HostReplied): void {
  if (outcome.ok) return;
  if (outcome.why === "unknown") throw notFound("There is no such problem.");
  throw new Problem(409, "The host has replied to this already.");
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem(400, "body: not valid JSON");
  }
}
