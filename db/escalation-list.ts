import { asc, desc, eq, ne } from "drizzle-orm";
import { toCard } from "./action-card.ts";
import { approvalStanding, listApprovals } from "./approval-standing.ts";
import { readAllEvents } from "./event-log.ts";
import type { EscalationDetail, EscalationSummary } from "./event-types.ts";
import type { Db } from "./open.ts";
import { actions, conversations, escalations, guests, staff } from "./schema.ts";

/** How many escalations the console lists at most. */
const listedMax = 200;

/** `status` undefined: all that are not resolved. Open ones first come first, resolved ones newest first. */
export async function listEscalations(
  db: Db,
  { status }: { status?: "open" | "claimed" | "resolved" | "all" | undefined },
): Promise<EscalationSummary[]> {
  const filter =
    status === "all"
      ? undefined
      : status
        ? eq(escalations.status, status)
        : ne(escalations.status, "resolved");
  return selectSummaries(db)
    .where(filter)
    .orderBy(status === "resolved" ? desc(escalations.resolvedAt) : asc(escalations.createdAt))
    .limit(listedMax)
    .all()
    .map(toSummary);
}

/** One case, whole: its summary, the transcript, and for an approval the quote and who decided what. */
export async function findEscalation(db: Db, { id }: { id: string }): Promise<EscalationDetail | undefined> {
  const row = selectSummaries(db).where(eq(escalations.id, id)).get();
  if (!row) return undefined;
  const transcript = await readAllEvents(db, { conversationId: row.escalation.conversationId });
  const action = row.escalation.actionId
    ? db.select().from(actions).where(eq(actions.id, row.escalation.actionId)).get()
    : undefined;
  if (!action) return { ...toSummary(row), transcript, action: null };
  const standing = approvalStanding(db, action);
  return {
    ...toSummary(row),
    transcript,
    action: { ...toCard(action), approvals: listApprovals(db, action), standing },
  };
}

function selectSummaries(db: Db) {
  return db
    .select({
      escalation: escalations,
      guestName: guests.name,
      owner: conversations.owner,
      staffName: staff.name,
    })
    .from(escalations)
    .innerJoin(conversations, eq(conversations.id, escalations.conversationId))
    .innerJoin(guests, eq(guests.id, conversations.guestId))
    .leftJoin(staff, eq(staff.id, escalations.staffId))
    .$dynamic();
}

type SummaryRow = NonNullable<ReturnType<ReturnType<typeof selectSummaries>["get"]>>;

function toSummary({ escalation, guestName, owner, staffName }: SummaryRow): EscalationSummary {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const { id, kind, status, reason, summary, conversationId } = escalation;
  return {
    id,
    kind,
    status,
    reason,
    summary,
    conversationId,
    owner,
    guestName,
    staffName,
    createdAt: new Date(escalation.createdAt).toISOString(),
    claimedAt: iso(escalation.claimedAt),
    resolvedAt: iso(escalation.resolvedAt),
  };
}
