import { and, asc, eq, sql } from "drizzle-orm";
import { keptByConnection } from "./kept.ts";
import type { Db, Tx } from "./open.ts";
import { bookings, problems } from "./schema.ts";

type Row = typeof problems.$inferSelect;
export type ProblemKind = Row["kind"];
/** What the host says of it: put right, admitted, or denied. */
export type HostOutcome = NonNullable<Row["outcome"]>;
/** `open`: the host may still reply. `overdue`: the window passed without a word. A late reply makes it `answered` all the same. */
export type ProblemState = "open" | "answered" | "overdue";

export const kindNames: Record<ProblemKind, string> = {
  cleanliness: "it is not clean",
  broken: "something is broken or missing",
  access: "getting in",
  noise: "noise",
  not_as_described: "it is not as described",
  other: "something else",
};

export interface Problem {
  id: string;
  bookingRef: string;
  kind: ProblemKind;
  /** The guest's words: untrusted text. */
  description: string;
  openedAt: number;
  replyDueAt: number;
  state: ProblemState;
  /** Null until the host has replied. */
  outcome: HostOutcome | null;
  /** The host's words: untrusted text. */
  hostReply: string | null;
  repliedAt: number | null;
}

/** What a guest reported of one of her bookings, oldest first, as it stands at `now` (UTC ms). Empty for a foreign booking, as for a missing one. */
export async function findProblemsOfBooking(
  db: Db,
  of: { guestId: string; bookingRef: string; now: number },
): Promise<Problem[]> {
  return readProblems(db, of);
}

/** The same inside somebody's unit of work. */
export function readProblems(
  tx: Pick<Tx, "select">,
  { guestId, bookingRef, now }: { guestId: string; bookingRef: string; now: number },
): Problem[] {
  return problemsOfBooking(tx)
    .all({ guestId, bookingRef })
    .map(({ problem }) => asItStands(problem, now));
}

const problemsOfBooking = keptByConnection((tx: Pick<Tx, "select">) =>
  tx
    .select({ problem: problems })
    .from(problems)
    .innerJoin(bookings, eq(bookings.ref, problems.bookingRef))
    .where(
      and(
        eq(problems.bookingRef, sql.placeholder("bookingRef")),
        eq(bookings.guestId, sql.placeholder("guestId")),
      ),
    )
    .orderBy(asc(problems.openedAt), asc(problems.id))
    .prepare(),
);

export function asItStands({ confirmationId: _, overdueToldAt: __, ...row }: Row, now: number): Problem {
  return { ...row, state: stateOf(row, now) };
}

function stateOf(
  { repliedAt, replyDueAt }: Pick<Row, "repliedAt" | "replyDueAt">,
  now: number,
): ProblemState {
  if (repliedAt !== null) return "answered";
  return now < replyDueAt ? "open" : "overdue";
}
