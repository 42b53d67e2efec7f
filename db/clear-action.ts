import { sql } from "drizzle-orm";
import { type Action, quoteOf } from "./action-card.ts";
import { getAction, move } from "./action-moves.ts";
import type { ApprovalNeed, MovedSums } from "./approval-need.ts";
import { waitForPeople } from "./approvals.ts";
import { sumCreditsGiven } from "./credits.ts";
import type { ActionState } from "./event-types.ts";
import { atomically, type Db, type Tx } from "./open.ts";

const dayMs = 86_400_000;
/** The "month" of the rules: any 30 days, so that no turn of a month opens the door twice. */
const monthDays = 30;

export interface Clearance {
  actionId: string;
  /** Who must approve it, given what has moved without a person (null: that could not be read); null when nobody must. Pure. */
  needOf: (action: Action, moved: MovedSums | null) => { need: ApprovalNeed; reason: string } | null;
  /** How long people may take, in ms. */
  approvalMsMax: number;
  escalationId: string;
  /** What happened so far, for the person who decides. */
  summary: string;
  now: number;
}

/**
 * What a guest has accepted may run (`approved`) or waits for people (`awaiting_approval`, with its escalation and job). The sums are read and
 * the action counted among them in one transaction: of two that fit one by one and not together, the second waits. Effects move money to a
 * guest only from `approved`. Returns the state it came to, or is in when it was cleared before.
 */
export async function clearAction(db: Db, clearance: Clearance): Promise<ActionState> {
  const { actionId, needOf, approvalMsMax, escalationId, summary, now } = clearance;
  return atomically(db, (tx) => {
    const action = getAction(tx, actionId);
    if (action.state !== "accepted") return action.state;
    const found = needOf(
      action,
      ifReadable(() => movedWithoutPerson(tx, { about: action, now })),
    );
    if (!found) return move(tx, action, ["accepted"], "approved", {}, now)?.state ?? action.state;
    return waitForPeople(tx, action, { ...found, approvalMsMax, escalationId, summary, now });
  });
}

/** Null when something in the rows cannot be read: then nobody knows what has moved, and the rules say who decides. */
export function ifReadable(sums: () => MovedSums): MovedSums | null {
  try {
    return sums();
  } catch {
    return null;
  }
}

/** The sums that the limits know, in the currency of an action, itself left out. Throws when a stored quote cannot be read. */
export function movedWithoutPerson(
  tx: Pick<Tx, "all" | "select">,
  { about, now }: { about: Action; now: number },
): MovedSums {
  const { id: exceptId, guestId } = about;
  return movedSums(tx, { currency: quoteOf(about).amount.currency, guestId, exceptId, now });
}

/**
 * Refunds in a currency that nobody of staff has approved: done, or cleared to run and so counted already; and every credit that was given.
 * What is dated after `now` counts too, so that a clock set back forgets nothing. Throws when a stored quote cannot be read.
 */
export function movedSums(
  tx: Pick<Tx, "all" | "select">,
  of: { currency: string; guestId: string; exceptId?: string; now: number },
): MovedSums {
  const { currency, guestId, exceptId = "", now } = of;
  const sum = (since: number, ofGuest: boolean): number => {
    const [row] = tx.all<{ minor: number }>(
      sql`select coalesce(sum(json_extract(a.quote, '$.amount.minor')), 0) as minor from (
          select * from actions where state in ('approved', 'in_doubt')
          union all select * from actions where state = 'done' and finished_at > ${since}
        ) a
        where a.id <> ${exceptId} and (${ofGuest ? 0 : 1} or a.guest_id = ${guestId})
          and json_extract(a.quote, '$.direction') = 'refund' and json_extract(a.quote, '$.amount.currency') = ${currency}
          and not exists (
            select 1 from approvals p where p.action_id in (a.id, a.replaces_id) and p.decision in ('approve', 'change')
          )`,
    );
    if (!Number.isSafeInteger(row?.minor)) throw new Error("the sum of what has moved is no amount");
    return (row?.minor ?? 0) + sumCreditsGiven(tx, { currency, since, ...(ofGuest && { guestId }) });
  };
  return { guestMonthMinor: sum(now - monthDays * dayMs, true), dayMinor: sum(now - dayMs, false) };
}
