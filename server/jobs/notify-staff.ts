import { z } from "zod";
import { notifyStaff } from "../../db/notifications.ts";
import type { JobParts } from "./registry.ts";
import type { RunJob } from "./run-job.ts";

const payloadSchema = z.object({ escalationId: z.string() });

/**
 * Puts an escalation into every inbox. The row is written beside the escalation (db/escalations.ts); the effect, the end of this
 * job and the row of the webhook's job are one commit, so it happens exactly once.
 */
export function notifyStaffJob({ db, clock, webhookUrl }: JobParts): RunJob {
  return async ({ id, payload }) => {
    const { escalationId } = payloadSchema.parse(payload);
    await notifyStaff(db, { escalationId, jobId: id, webhook: Boolean(webhookUrl), now: clock() });
  };
}
