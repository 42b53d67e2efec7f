import { z } from "zod";
import { findUnsentMail, recordMailSent } from "../../db/mails.ts";
import type { JobParts } from "./registry.ts";
import type { RunJob } from "./run-job.ts";

const payloadSchema = z.object({ mailId: z.string() });

/**
 * Hands an e-mail to the mail server, to the address on file at that moment. Its row is marked in the commit that ends the job; dying between
 * the two sends it again under the same Message-ID, which is as near to once as SMTP comes.
 */
export function sendMailJob({ db, clock, mailer }: JobParts): RunJob {
  return async ({ id, payload }) => {
    const { mailId } = payloadSchema.parse(payload);
    const mail = await findUnsentMail(db, { mailId });
    if (!mail) return;
    if (!mailer) throw new Error("SMTP_URL is not set, so this e-mail waits");
    await mailer.send(mail);
    await recordMailSent(db, { mailId, jobId: id, now: clock() });
  };
}
