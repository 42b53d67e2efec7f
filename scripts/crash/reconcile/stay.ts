import type { Db } from "../../../db/open.ts";
import type { Guest } from "../guest.ts";
import type { ExpectedStay } from "../journey.ts";

interface Found {
  status: string;
  nights: number;
  guestCount: number;
  refundedMinor: number;
  chargedMinor: number;
}

/** As the plan reckoned it. A journey that ended with a person stands as her done cards say, and no further. Returns the breaches, a line each. */
export function checkStay(db: Db, guest: Guest, expected: ExpectedStay): string[] {
  const { ref } = expected;
  const found = readStay(db, ref);
  if (!found) return [`${ref} is gone`];
  const { status, nights, guestCount, refundedMinor, chargedMinor } = found;
  const cards = sumDoneCards(db, ref);
  return [
    ...differing(`${ref}: refunded`, refundedMinor, { "her done cards say": cards.refundedMinor }),
    ...differing(`${ref}: charged on top`, chargedMinor, { "her done cards say": cards.chargedMinor }),
    ...(guest.ending === "as-planned"
      ? [
          ...differing(`${ref}: status`, status, { planned: expected.status }),
          ...differing(`${ref}: nights`, nights, { planned: expected.nights }),
          ...differing(`${ref}: people`, guestCount, { planned: expected.guestCount }),
          ...differing(`${ref}: refunded`, refundedMinor, { planned: expected.refundedMinor }),
          ...differing(`${ref}: charged on top`, chargedMinor, { planned: expected.chargedMinor }),
        ]
      : []),
  ];
}

function differing<Value>(what: string, found: Value, wanted: Record<string, Value>): string[] {
  return Object.entries(wanted)
    .filter(([, value]) => value !== found)
    .map(([whose, value]) => `${what} ${found}, ${whose} ${value}`);
}

/** What she paid at booking came from outside, without a confirmation. */
const readStay = (db: Db, ref: string): Found | undefined =>
  db.$client
    .prepare<[string], Found>(
      `select b.status, julianday(b.check_out) - julianday(b.check_in) nights, b.guest_count guestCount,
        coalesce(sum(t.amount_minor) filter (where t.kind = 'refund'), 0) refundedMinor,
        coalesce(sum(t.amount_minor) filter (where t.kind = 'payment' and t.confirmation_id is not null), 0) chargedMinor
       from bookings b left join ledger_transactions t on t.booking_ref = b.ref where b.ref = ? group by b.ref`,
    )
    .get(ref);

function sumDoneCards(db: Db, ref: string): { refundedMinor: number; chargedMinor: number } {
  const sum = db.$client
    .prepare<[string, string], number>(
      `select coalesce(sum(json_extract(quote, '$.amount.minor')), 0) from actions
       where subject = ? and state = 'done' and json_extract(quote, '$.direction') = ?`,
    )
    .pluck();
  return { refundedMinor: sum.get(ref, "refund") ?? 0, chargedMinor: sum.get(ref, "charge") ?? 0 };
}
