import { listUnbalanced } from "../../../db/end-state.ts";
import type { Db } from "../../../db/open.ts";
import { AuditBroken, verifyAudit } from "../../../db/verify-audit.ts";

/** What must hold in every database of Frontdesk, whatever happened to it. Returns the breaches, a line each. */
export async function checkDatabase(db: Db): Promise<string[]> {
  return [
    ...integrity(db),
    ...auditBroken(db),
    ...(await listUnbalanced(db)).map((id) => `ledger transaction ${id} does not balance`),
    ...rules.flatMap(({ sql, breach }) =>
      db.$client
        .prepare<[], Row>(sql)
        .all()
        .map((row) => breach(row)),
    ),
  ];
}

type Row = Record<string, string | number | null>;

function integrity(db: Db): string[] {
  const said = db.$client.pragma("integrity_check") as { integrity_check: string }[];
  const foreign = db.$client.pragma("foreign_key_check") as object[];
  return [
    ...said.map((row) => row.integrity_check).filter((line) => line !== "ok"),
    ...foreign.map((row) => `a reference leads nowhere: ${JSON.stringify(row)}`),
  ];
}

function auditBroken(db: Db): string[] {
  try {
    verifyAudit(db);
    return [];
  } catch (error) {
    if (error instanceof AuditBroken) return [`the audit log: ${error.message}`];
    throw error;
  }
}

/** Each finds what may not be. */
const rules: { sql: string; breach(row: Row): string }[] = [
  {
    sql: `select confirmation_id id, count(*) n from ledger_transactions
      where confirmation_id is not null group by 1 having n > 1`,
    breach: ({ id, n }) => `doubled effect: confirmation ${id} moved money ${n} times`,
  },
  {
    sql: `select confirmation_id id, count(*) n from bookings where confirmation_id is not null group by 1 having n > 1`,
    breach: ({ id, n }) => `doubled effect: confirmation ${id} booked ${n} stays`,
  },
  {
    sql: `select a.ref one, b.ref other from bookings a join bookings b on a.place_id = b.place_id and a.ref < b.ref
      where a.status = 'confirmed' and b.status = 'confirmed' and a.check_in < b.check_out and b.check_in < a.check_out`,
    breach: ({ one, other }) => `bookings ${one} and ${other} overlap`,
  },
  {
    sql: `select t.confirmation_id id, a.state from ledger_transactions t join actions a on a.id = t.confirmation_id
      where a.state <> 'done'`,
    breach: ({ id, state }) => `money moved for confirmation ${id}, which is ${state}`,
  },
  {
    sql: `select booking_ref ref, sum(case kind when 'payment' then amount_minor when 'refund' then -amount_minor else 0 end) kept
      from ledger_transactions group by 1 having kept < 0`,
    breach: ({ ref, kept }) => `more went back than was paid for ${ref} (${kept})`,
  },
  {
    sql: `select t.booking_ref ref, sum(e.amount_minor) over from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
      where e.account = 'guest' group by 1 having over > 0`,
    breach: ({ ref, over }) => `the card has ${over} more back than it paid for ${ref}`,
  },
  {
    sql: `select t.booking_ref ref, sum(e.amount_minor) over from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
      where e.account = 'guest_credit' and t.kind <> 'credit' group by 1 having over > 0`,
    breach: ({ ref, over }) => `${over} more came back as credit than credit paid for ${ref}`,
  },
  {
    sql: `select b.guest_id id, t.currency, sum(e.amount_minor) balance from ledger_entries e
      join ledger_transactions t on t.id = e.transaction_id join bookings b on b.ref = t.booking_ref
      where e.account = 'guest_credit' group by 1, 2 having balance < 0`,
    breach: ({ id, currency, balance }) => `${id} has a credit of ${balance} ${currency}`,
  },
  {
    sql: `select c.booking_ref ref from damage_claims c join ledger_transactions t on t.booking_ref = c.booking_ref
      join ledger_entries e on e.transaction_id = t.id and e.account = 'deposit'
      group by 1 having sum(e.amount_minor) < c.deposit_minor and not exists (
        select 1 from approvals p join actions a on a.id = p.action_id
        where a.subject = c.booking_ref and p.decision in ('approve', 'change') and p.created_at >= c.claimed_at)`,
    breach: ({ ref }) =>
      `the deposit of ${ref} went back in spite of a claim, and no person approved it since`,
  },
  {
    sql: "select id, status from turns where status in ('queued', 'running')",
    breach: ({ id, status }) => `turn ${id} is still ${status}`,
  },
  {
    sql: `select t.id, a.state from turns t left join actions a on a.id = t.action_id
      where t.status = 'waiting' and coalesce(a.state, '') not in ('offered', 'awaiting_approval')`,
    breach: ({ id, state }) => `turn ${id} waits, and its action is ${state}`,
  },
  {
    sql: "select id, state from actions where state in ('accepted', 'approved')",
    breach: ({ id, state }) => `confirmation ${id} is ${state} and was not carried out`,
  },
  {
    sql: "select conversation_id id, count(*) n, max(seq) last from events group by 1 having n <> last or min(seq) <> 1",
    breach: ({ id, n, last }) => `conversation ${id} has ${n} events, numbered to ${last}`,
  },
  {
    sql: `select m.conversation_id id, m.id message from messages m left join events e
      on e.conversation_id = m.conversation_id and e.type = 'guest-message' and json_extract(e.data, '$.messageId') = m.id
      where m.role = 'guest' group by m.seq having count(e.seq) <> 1`,
    breach: ({ id, message }) => `message ${message} of ${id} is not told once in its log`,
  },
];
