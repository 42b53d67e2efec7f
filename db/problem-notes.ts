import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { announce } from "./changes.ts";
import { appendEvents } from "./event-log.ts";
import { atomically, type Db, type Tx } from "./open.ts";
import { type HostOutcome, kindNames } from "./problems.ts";
import { actions, bookings, conversations, places, problems } from "./schema.ts";

/*
 * What a guest is told of a problem she reported, in the conversation where she did: the host's reply, or that the window passed without one.
 * By code and as an event alone: what a host wrote is no message that a model reads as said by the company.
 */

/** Told in one sweep at most; the next one goes on. */
const toldMax = 100;

type Row = typeof problems.$inferSelect;

/** The host has replied; in the transaction of that reply. */
export function tellReply(
  tx: Tx,
  problem: Row & { outcome: HostOutcome; hostReply: string },
  now: number,
): void {
  const { outcome, hostReply } = problem;
  append(
    tx,
    problem,
    { now, state: "answered", hostWords: hostReply },
    ({ hostName, about }) => `${hostName} replied about ${about}: ${replyWords[outcome]}`,
  );
}

/** Tells every guest whose host let the window pass, once. Returns how many. */
export async function tellOverdueProblems(db: Db, { now }: { now: number }): Promise<number> {
  return atomically(db, (tx) => {
    const overdue = tx
      .select()
      .from(problems)
      .where(and(isNull(problems.repliedAt), isNull(problems.overdueToldAt), lte(problems.replyDueAt, now)))
      .orderBy(asc(problems.replyDueAt))
      .limit(toldMax)
      .all();
    for (const problem of overdue) {
      tx.update(problems).set({ overdueToldAt: now }).where(eq(problems.id, problem.id)).run();
      append(
        tx,
        problem,
        { now, state: "overdue", hostWords: null },
        ({ hostName, about }) =>
          `The time in which ${hostName} could reply about ${about} is over, and there was no reply. ${askWords}`,
      );
    }
    return overdue.length;
  });
}

function append(
  tx: Tx,
  { id: problemId, bookingRef, kind, confirmationId }: Row,
  note: { now: number; state: "answered" | "overdue"; hostWords: string | null },
  words: (of: { hostName: string; about: string }) => string,
): void {
  const { now, state, hostWords } = note;
  const at = tx
    .select({ conversationId: actions.conversationId, hostName: places.hostName })
    .from(actions)
    .innerJoin(bookings, eq(bookings.ref, bookingRef))
    .innerJoin(places, eq(places.id, bookings.placeId))
    .where(eq(actions.id, confirmationId))
    .get();
  if (!at) throw new Error(`problem ${problemId} was reported nowhere`);
  const { conversationId, hostName } = at;
  const text = words({ hostName, about: `the problem with ${bookingRef} (${kindNames[kind]})` });
  const event = { type: "problem-note" as const, problemId, bookingRef, state, hostName, text, hostWords };
  appendEvents(tx, { conversationId, turnId: null, events: [event], now });
  tx.update(conversations).set({ updatedAt: now }).where(eq(conversations.id, conversationId)).run();
  announce("escalations");
}

const askWords = "You can ask here what can be refunded.";

const replyWords: Record<HostOutcome, string> = {
  fixed: "it has been put right. If it has not, please say so here.",
  accepted: `the problem is accepted. ${askWords}`,
  refused: "the problem is not accepted. If you see it otherwise, ask here for a person.",
};
