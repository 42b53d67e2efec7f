import { z } from "zod";
import { findReportedProblem } from "../../db/host-replies.ts";
import { signHook } from "../auth/hook-signature.ts";
import type { JobParts } from "./registry.ts";
import type { RunJob } from "./run-job.ts";

const payloadSchema = z.object({ problemId: z.string() });
const answerMsMax = 5_000;

export interface HostHook {
  url: string;
  /** Signs what is sent, and what comes back. */
  secret: string;
}

/**
 * Tells the hosts' system of a problem: `{ problemId, bookingRef, place, host, kind, description, replyDueAt }`, signed. At least once: a
 * receiver goes by the problem's id. Fails, and is run again, on anything but a 2xx within five seconds. Nothing is sent once the host has replied.
 */
export function notifyHostJob({ db, clock, hostHook }: JobParts): RunJob {
  return async ({ payload }) => {
    const problem = await findReportedProblem(db, { ...payloadSchema.parse(payload), now: clock() });
    if (!problem || problem.state === "answered" || !hostHook) return;
    const { id, bookingRef, placeName, hostName, kind, description, replyDueAt } = problem;
    const body = JSON.stringify({
      problemId: id,
      bookingRef,
      place: placeName,
      host: hostName,
      kind,
      description,
      replyDueAt: new Date(replyDueAt).toISOString(),
    });
    const response = await fetch(hostHook.url, {
      method: "POST",
      headers: { "content-type": "application/json", ...signHook(body, hostHook.secret, Date.now()) },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(answerMsMax),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the host webhook answered ${response.status}`);
  };
}
