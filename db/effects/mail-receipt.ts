import { insertJob } from "../jobs.ts";
import type { Db } from "../open.ts";
import { mails } from "../schema.ts";
import { plainReceipt } from "./plain-receipt.ts";
import { type Effect, EffectRefused, type Executed, type Order, runOnce } from "./run-once.ts";

export interface NewMail {
  bookingRef: string;
  subject: string;
  /** Plain text. */
  body: string;
  /** False: it stays in the outbox, and no job is written for it. */
  send: boolean;
}

/** Writes a receipt for the guest's address on file: the e-mail, the job that sends it, and the action are one commit. */
export async function mailReceipt(
  db: Db,
  { mail, ...order }: Omit<Order, "tool"> & { mail: NewMail },
): Promise<Executed> {
  return runOnce(db, { ...order, tool: "resend_receipt" }, write(mail));
}

const write =
  ({ bookingRef, subject, body, send }: NewMail): Effect =>
  (tx, { action, now }) => {
    const confirmed = JSON.parse(action.input) as { bookingRef: string };
    if (confirmed.bookingRef !== bookingRef) throw new EffectRefused("unknown");
    const { id: confirmationId, guestId } = action;
    const id = `mail-${confirmationId}`;
    tx.insert(mails).values({ id, guestId, confirmationId, subject, body, createdAt: now }).run();
    if (send) insertJob(tx, { id: `send-${id}`, kind: "send-mail", payload: { mailId: id }, now });
    return plainReceipt(action, { bookingRef, now });
  };
