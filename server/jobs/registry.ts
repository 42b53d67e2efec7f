import type { JobKind } from "../../db/job-kinds.ts";
import type { Db } from "../../db/open.ts";
import type { Mailer } from "../mail/mailer.ts";
import { type HostHook, notifyHostJob } from "./notify-host.ts";
import { notifyStaffJob } from "./notify-staff.ts";
import type { RunJob } from "./run-job.ts";
import { sendMailJob } from "./send-mail.ts";
import { staffWebhookJob } from "./staff-webhook.ts";

export interface JobParts {
  db: Db;
  /** What effects are dated by: in a demo, the demo's clock. */
  clock: () => number;
  /** Where a notice of every escalation goes, besides the console. */
  webhookUrl?: string | null | undefined;
  /** Where problems with a stay are told to hosts. */
  hostHook?: HostHook | null | undefined;
  /** What sends e-mails. */
  mailer?: Mailer | null | undefined;
}

/** Every job there is. */
export function createJobs(parts: JobParts): Record<JobKind, RunJob> {
  return {
    "notify-staff": notifyStaffJob(parts),
    "staff-webhook": staffWebhookJob(parts),
    "notify-host": notifyHostJob(parts),
    "send-mail": sendMailJob(parts),
  };
}
