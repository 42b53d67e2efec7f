import { and, desc, eq, isNull } from "drizzle-orm";
import { finishJob } from "./jobs.ts";
import { atomically, type Db } from "./open.ts";
import { actions, guests, mails } from "./schema.ts";

/** How many e-mails one list holds at most. */
const listedMax = 100;

export interface Mail {
  id: string;
  to: string;
  subject: string;
  /** Plain text. */
  body: string;
  createdAt: number;
  /** When the mail server took it; null while it stays in the outbox. */
  sentAt: number | null;
}

const columns = {
  id: mails.id,
  to: guests.email,
  subject: mails.subject,
  body: mails.body,
  createdAt: mails.createdAt,
  sentAt: mails.sentAt,
};

/** An e-mail that is still to be sent, with the address on file as it is now. Undefined when it was sent, or is not there. */
export async function findUnsentMail(db: Db, { mailId }: { mailId: string }): Promise<Mail | undefined> {
  return db
    .select(columns)
    .from(mails)
    .innerJoin(guests, eq(guests.id, mails.guestId))
    .where(and(eq(mails.id, mailId), isNull(mails.sentAt)))
    .get();
}

/** The mail server has taken it: the e-mail and its job are done in one commit. */
export async function recordMailSent(
  db: Db,
  { mailId, jobId, now }: { mailId: string; jobId: string; now: number },
): Promise<void> {
  atomically(db, (tx) => {
    tx.update(mails)
      .set({ sentAt: now })
      .where(and(eq(mails.id, mailId), isNull(mails.sentAt)))
      .run();
    finishJob(tx, { id: jobId, now });
  });
}

/** For staff: the newest e-mails to guests, sent or not. At most 100. */
export async function listMails(db: Db): Promise<(Mail & { conversationId: string | null })[]> {
  return db
    .select({ ...columns, conversationId: actions.conversationId })
    .from(mails)
    .leftJoin(actions, eq(actions.id, mails.confirmationId))
    .innerJoin(guests, eq(guests.id, mails.guestId))
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(listedMax)
    .all();
}
