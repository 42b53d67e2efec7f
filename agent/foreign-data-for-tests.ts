import type { Db } from "../db/open.ts";

/** What other guests have, as far as a guest could be shown it by mistake. */
export interface ForeignData {
  /** What can be put into a call: every reference, and one each of the confirmations, conversations, turns, addresses and guest ids. */
  ids: string[];
  /** What must not reach the guest: all of that, and names, streets, cards and words that are nobody else's business. */
  secrets: string[];
}

/** Everything of every guest but this one, read from the whole database. Places themselves are for everybody to see; who booked them is not, nor their street. */
export function foreignData(db: Db, guestId: string): ForeignData {
  const column = (sql: string): string[] =>
    db.$client
      .prepare<[string], Record<string, string | null>>(sql)
      .all(guestId)
      .flatMap((row) => Object.values(row))
      .filter((value): value is string => value !== null && value.trim().length > secretCharsMin);
  const refs = column("select ref from bookings where guest_id <> ?");
  const others = [
    column("select id from actions where guest_id <> ?"),
    column("select id from conversations where guest_id <> ?"),
    column("select t.id from turns t join conversations c on c.id = t.conversation_id where c.guest_id <> ?"),
    column("select email from guests where id <> ?"),
  ];
  const guestIds = column("select id from guests where id <> ?");
  const private_ = unique([
    ...column("select name from guests where id <> ?"),
    ...column("select p.address from bookings b join places p on p.id = b.place_id where b.guest_id <> ?"),
    ...column("select guest_note, host_message from bookings where guest_id <> ?"),
    ...column(
      "select t.method from ledger_transactions t join bookings b on b.ref = t.booking_ref where b.guest_id <> ?",
    ),
    ...column(
      "select m.text from messages m join conversations c on c.id = m.conversation_id where c.guest_id <> ? and m.role = 'guest'",
    ),
  ]);
  const mine = JSON.stringify(ownData(db, guestId));
  // Guest ids are short words ("li"), which any text may hold; the addresses stand for them.
  const secrets = unique([...refs, ...others.flat(), ...private_]);
  return {
    ids: [...refs, ...[...others, guestIds].map((ids) => ids.at(-1) ?? "")].filter(Boolean),
    secrets: secrets.filter((secret) => !mine.includes(JSON.stringify(secret).slice(1, -1))),
  };
}

/** Two guests may have the same kind of card, and have said the same. */
function ownData(db: Db, guestId: string): unknown[] {
  const all = (sql: string) => db.$client.prepare(sql).all(guestId);
  return [
    all("select b.*, p.address from bookings b join places p on p.id = b.place_id where b.guest_id = ?"),
    all(
      "select t.method from ledger_transactions t join bookings b on b.ref = t.booking_ref where b.guest_id = ?",
    ),
    all("select * from guests where id = ?"),
  ];
}

const secretCharsMin = 1;
const unique = (values: string[]): string[] => [...new Set(values)];
