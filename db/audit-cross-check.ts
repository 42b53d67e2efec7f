import type { Db } from "./open.ts";

/*
 * The chain proves that the log is what was written. This holds it against what it tells of: an action, an approval or a movement of money
 * that the log does not know, or knows otherwise, was made or changed past the code. In plain SQL: each is one question to the whole database.
 */

/** The first mismatch in one line, or null. */
export function findMismatch(db: Db): string | null {
  for (const { words, query } of checks) {
    const id = db.$client.prepare<[], string>(query).pluck().get();
    if (id !== undefined) return words(id);
  }
  return null;
}

/** The newest row that moved an action. */
const lastMove = `(select kind from audit where action_id = a.id
  and kind not in ('staff-decided', 'escalated', 'claimed') order by seq desc limit 1)`;

const rowOf = (kind: string) => `left join audit r on r.action_id = a.id and r.kind = '${kind}'`;

const checks: { words: (id: string) => string; query: string }[] = [
  {
    words: (id) => `action ${id} was made before the log was kept, or past it`,
    query: `select a.id from actions a where not exists (select 1 from audit where action_id = a.id) limit 1`,
  },
  {
    words: (id) => `action ${id} is not in the state that the log says`,
    query: `select a.id from actions a where ${lastMove} is not case a.state when 'offered' then 'quoted' else a.state end limit 1`,
  },
  {
    words: (id) => `action ${id} was not quoted as it stands`,
    query: `select a.id from actions a ${rowOf("quoted")} where (
      json_extract(r.data, '$.quote') is not json(a.quote) or json_extract(r.data, '$.input') is not json(a.input)
      or json_extract(r.data, '$.tool') is not a.tool or json_extract(r.data, '$.subject') is not a.subject
      or json_extract(r.data, '$.guestId') is not a.guest_id or json_extract(r.data, '$.hash') is not a.hash
      or r.conversation_id is not a.conversation_id) limit 1`,
  },
  {
    words: (id) =>
      `action ${id} is done with another receipt than the log's, or its money is not in the ledger`,
    query: `select a.id from actions a ${rowOf("done")} left join ledger_transactions t on t.confirmation_id = a.id
      where a.state = 'done' and (
      json_extract(r.data, '$.receipt') is not json(a.outcome) or json_extract(r.data, '$.ledgerTransactionId') is not t.id
      or (coalesce(t.amount_minor, 0) is not json_extract(a.outcome, '$.amount.minor')
        and exists (select 1 from bookings b where b.ref = json_extract(a.outcome, '$.bookingRef')))
      or (t.id is not null and t.currency is not json_extract(a.outcome, '$.amount.currency'))) limit 1`,
  },
  {
    words: (id) => `ledger transaction ${id} belongs to no done action of the log`,
    query: `select t.id from ledger_transactions t join actions a on a.id = t.confirmation_id
      where not exists (select 1 from audit r where r.action_id = a.id and r.kind = 'done'
      and json_extract(r.data, '$.ledgerTransactionId') = t.id) limit 1`,
  },
  {
    words: (id) => `the log tells of action ${id}, which is not there`,
    query: `select r.action_id from audit r where r.action_id is not null
      and not exists (select 1 from actions a where a.id = r.action_id) limit 1`,
  },
  {
    words: (id) => `an approval of action ${id} is not in the log, or was another`,
    query: `select a.id from approvals p join actions a on a.id = p.action_id where not exists (select 1 from audit r where r.action_id = p.action_id and r.kind = 'staff-decided'
      and r.actor = 'staff:' || p.staff_id and json_extract(r.data, '$.decision') = p.decision
      and json_extract(r.data, '$.amountMinor') is p.amount_minor and json_extract(r.data, '$.reason') is p.reason) limit 1`,
  },
  {
    words: (id) => `the log tells of a decision about action ${id}, which is not among the approvals`,
    query: `select r.action_id from audit r where r.kind = 'staff-decided' and not exists (
      select 1 from approvals p where p.action_id = r.action_id and r.actor = 'staff:' || p.staff_id) limit 1`,
  },
  {
    words: (id) => `the claim of damage for ${id} is not the one that the log says`,
    query: `select c.booking_ref from damage_claims c where not exists (select 1 from audit r where r.kind = 'damage-claimed' and r.actor = c.actor
      and json_extract(r.data, '$.bookingRef') = c.booking_ref and json_extract(r.data, '$.amount.minor') is c.amount_minor
      and json_extract(r.data, '$.depositMinor') = c.deposit_minor and r.at = c.claimed_at) limit 1`,
  },
  {
    words: (id) => `the log tells of a claim of damage for ${id}, which is not there`,
    query: `select json_extract(r.data, '$.bookingRef') from audit r where r.kind = 'damage-claimed' and not exists (
      select 1 from damage_claims c where c.booking_ref = json_extract(r.data, '$.bookingRef')) limit 1`,
  },
  {
    words: (id) => `credit ${id} was not given as the log says, or past it`,
    query: `select t.id from ledger_transactions t join bookings b on b.ref = t.booking_ref where t.kind = 'credit' and not exists (
      select 1 from audit r where r.kind = 'credit-given' and json_extract(r.data, '$.ledgerTransactionId') = t.id
      and json_extract(r.data, '$.bookingRef') = t.booking_ref and json_extract(r.data, '$.guestId') = b.guest_id
      and json_extract(r.data, '$.amount.minor') = t.amount_minor and json_extract(r.data, '$.amount.currency') = t.currency) limit 1`,
  },
  {
    words: (id) => `the log tells of credit ${id}, which is not in the ledger`,
    query: `select json_extract(r.data, '$.ledgerTransactionId') from audit r where r.kind = 'credit-given' and not exists (
      select 1 from ledger_transactions t where t.kind = 'credit' and t.id = json_extract(r.data, '$.ledgerTransactionId')) limit 1`,
  },
];
