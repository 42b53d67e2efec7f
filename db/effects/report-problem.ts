import { readBooking } from "../bookings.ts";
import { insertJob } from "../jobs.ts";
import type { Db } from "../open.ts";
import type { ProblemKind } from "../problems.ts";
import { problems } from "../schema.ts";
import { plainReceipt } from "./plain-receipt.ts";
import { type Effect, EffectRefused, type Executed, type Order, runOnce } from "./run-once.ts";

/** How long a host has to reply to a problem, from the moment it is reported. */
export const hostReplyMsMax = 24 * 3_600_000;

/** What is reported, as the guest confirmed it. */
export interface NewProblem {
  bookingRef: string;
  kind: ProblemKind;
  /** Untrusted text. */
  description: string;
}

/** Reports a problem with a stay: the problem with the host's window, the job that tells the host, and the action are one commit. */
export async function reportProblem(
  db: Db,
  { problem, ...order }: Omit<Order, "tool"> & { problem: NewProblem },
): Promise<Executed> {
  return runOnce(db, { ...order, tool: "report_problem" }, report(problem));
}

const report =
  ({ bookingRef, kind, description }: NewProblem): Effect =>
  (tx, { action, now }) => {
    const confirmed = JSON.parse(action.input) as NewProblem;
    const isConfirmed =
      confirmed.bookingRef === bookingRef && confirmed.kind === kind && confirmed.description === description;
    const booking = readBooking(tx, { guestId: action.guestId, ref: bookingRef });
    if (!isConfirmed || !booking) throw new EffectRefused("unknown");
    if (booking.status === "cancelled") throw new EffectRefused("already-cancelled");
    const id = `problem-${action.id}`;
    tx.insert(problems)
      .values({
        id,
        bookingRef,
        kind,
        description,
        confirmationId: action.id,
        openedAt: now,
        replyDueAt: now + hostReplyMsMax,
      })
      .run();
    insertJob(tx, { id: `notify-host-${action.id}`, kind: "notify-host", payload: { problemId: id }, now });
    return plainReceipt(action, { bookingRef, now });
  };
