import * as real from "../../../db/open.ts";

export * from "../../../db/open.ts";

/** The database without what makes an effect single: no unique key, no sums that it watches, and rows that can be renamed. */
export function openDatabase(file: string | Buffer): real.Db {
  const db = real.openDatabase(file);
  db.$client.exec(`
    drop trigger if exists refunds_within_payments;
    drop trigger if exists refunds_within_parts;
    drop index if exists ledger_transactions_confirmation;
    drop index if exists bookings_confirmation;
    drop trigger if exists ledger_transactions_append_only_update;
    drop trigger if exists ledger_entries_append_only_update;
  `);
  return db;
}
