import { and, desc, eq, isNull } from "drizzle-orm";
import { logDecision } from "./audit.ts";
import { atomically, type Db } from "./open.ts";
import { tellReply } from "./problem-notes.ts";
import { asItStands, type HostOutcome, type Problem } from "./problems.ts";
import { actions, bookings, guests, places, problems } from "./schema.ts";

/** How many problems one list holds at most. */
const listedMax = 100;

export interface HostReply {
  problemId: string;
  outcome: HostOutcome;
  /** The host's words. Untrusted text. */
  words: string;
  /** Who brought it: `host` by the signed webhook, `staff:ana` who heard it on the telephone. */
  actor: string;
  now: number;
}

export type HostReplied = { ok: true } | { ok: false; why: "unknown" | "replied" };

/** Records the host's one reply, late or in time, and tells the guest. The same reply again is the same; another one is refused. */
export async function recordHostReply(db: Db, reply: HostReply): Promise<HostReplied> {
  const { problemId, outcome, words, actor, now } = reply;
  return atomically(db, (tx) => {
    const row = tx
      .select({ problem: problems, conversationId: actions.conversationId })
      .from(problems)
      .innerJoin(actions, eq(actions.id, problems.confirmationId))
      .where(eq(problems.id, problemId))
      .get();
    if (!row) return { ok: false, why: "unknown" };
    if (row.problem.repliedAt !== null) {
      const isSame = row.problem.outcome === outcome && row.problem.hostReply === words;
      return isSame ? { ok: true } : { ok: false, why: "replied" };
    }
    tx.update(problems)
      .set({ outcome, hostReply: words, repliedAt: now })
      .where(and(eq(problems.id, problemId), isNull(problems.repliedAt)))
      .run();
    // Not the words: what is in the audit log stays for good.
    const data = { problemId, outcome };
    const { conversationId } = row;
    logDecision(tx, { kind: "host-replied", actor, conversationId, actionId: null, data, now });
    tellReply(tx, { ...row.problem, outcome, hostReply: words }, now);
    return { ok: true };
  });
}

export interface ReportedProblem extends Problem {
  guestName: string;
  placeName: string;
  hostName: string;
  /** Where the guest reported it. */
  conversationId: string;
}

/** For staff: the newest problems of all guests, as they stand at `now`. At most 100. */
export async function listProblems(db: Db, { now }: { now: number }): Promise<ReportedProblem[]> {
  return reported(db)
    .orderBy(desc(problems.openedAt), desc(problems.id))
    .limit(listedMax)
    .all()
    .map((row) => asReported(row, now));
}

/** What the host is told. Undefined when there is no such problem. */
export async function findReportedProblem(
  db: Db,
  { problemId, now }: { problemId: string; now: number },
): Promise<ReportedProblem | undefined> {
  const row = reported(db).where(eq(problems.id, problemId)).get();
  return row && asReported(row, now);
}

const reported = (db: Db) =>
  db
    .select({
      problem: problems,
      guestName: guests.name,
      placeName: places.name,
      hostName: places.hostName,
      conversationId: actions.conversationId,
    })
    .from(problems)
    .innerJoin(actions, eq(actions.id, problems.confirmationId))
    .innerJoin(bookings, eq(bookings.ref, problems.bookingRef))
    .innerJoin(places, eq(places.id, bookings.placeId))
    .innerJoin(guests, eq(guests.id, bookings.guestId))
    .$dynamic();

type Row = ReturnType<ReturnType<typeof reported>["all"]>[number];

const asReported = ({ problem, ...names }: Row, now: number): ReportedProblem => ({
  ...asItStands(problem, now),
  ...names,
});
