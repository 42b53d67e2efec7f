import { z } from "zod";
import { findEscalationNotice } from "../../db/notifications.ts";
import type { JobParts } from "./registry.ts";
import type { RunJob } from "./run-job.ts";

const payloadSchema = z.object({ escalationId: z.string() });
const answerMsMax = 5_000;

/**
 * Tells somebody else's server that a person is needed: `{ escalationId, kind, reason }`, nothing of the guest, and for an approval
 * `approvalsGiven`: one notice for each person whose word is missing. At least once: a receiver that minds doubles goes by id and approvals. Fails, and is run again, on anything but a 2xx within five seconds.
 */
export function staffWebhookJob({ db, webhookUrl }: JobParts): RunJob {
  return async ({ payload }) => {
    const notice = await findEscalationNotice(db, payloadSchema.parse(payload));
    if (!notice || !webhookUrl) return;
    const response = await fetch(webhookUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(notice),
      redirect: "error",
      signal: AbortSignal.timeout(answerMsMax),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the staff webhook answered ${response.status}`);
  };
}
