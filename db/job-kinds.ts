/** Every kind of job there is. Rows are written below the server, so the names live here; what each does is in server/jobs/. */
export type JobKind = "notify-staff" | "staff-webhook" | "notify-host" | "send-mail";
