-- Credits are goodwill, not payments: they do not count when a refund is measured.
DROP TRIGGER refunds_within_payments;
--> statement-breakpoint
CREATE TRIGGER refunds_within_payments BEFORE INSERT ON ledger_transactions WHEN new.kind = 'refund'
BEGIN
  SELECT RAISE(ABORT, 'refunds would exceed payments')
  WHERE new.amount_minor > (
    SELECT coalesce(sum(CASE kind WHEN 'payment' THEN amount_minor WHEN 'refund' THEN -amount_minor ELSE 0 END), 0)
    FROM ledger_transactions WHERE booking_ref = new.booking_ref AND currency = new.currency
  );
END;
--> statement-breakpoint
-- No part of a price gives back more than was paid for it: a deposit is not refunded out of the nights.
CREATE TRIGGER refunds_within_parts BEFORE INSERT ON ledger_entries
WHEN new.amount_minor < 0 AND new.account IN ('nights', 'cleaning_fee', 'service_fee', 'deposit')
BEGIN
  SELECT RAISE(ABORT, 'a part of the price would give back more than was paid for it')
  WHERE new.amount_minor + (
    SELECT coalesce(sum(e.amount_minor), 0) FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
    WHERE e.account = new.account
      AND t.booking_ref = (SELECT booking_ref FROM ledger_transactions WHERE id = new.transaction_id)
  ) < 0;
END;
--> statement-breakpoint
-- A guest spends no more credit than she was given: her account never falls below zero.
CREATE TRIGGER credit_within_given BEFORE INSERT ON ledger_entries
WHEN new.amount_minor < 0 AND new.account = 'guest_credit'
BEGIN
  SELECT RAISE(ABORT, 'more credit would be spent than was given')
  WHERE new.amount_minor + (
    SELECT coalesce(sum(e.amount_minor), 0)
    FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id JOIN bookings b ON b.ref = t.booking_ref
    WHERE e.account = 'guest_credit'
      AND t.currency = (SELECT currency FROM ledger_transactions WHERE id = new.transaction_id)
      AND b.guest_id = (
        SELECT nb.guest_id FROM ledger_transactions nt JOIN bookings nb ON nb.ref = nt.booking_ref WHERE nt.id = new.transaction_id
      )
  ) < 0;
END;
--> statement-breakpoint
CREATE TRIGGER audit_append_only_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_append_only_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER idempotency_keys_stay BEFORE DELETE ON idempotency_keys WHEN old.response_status IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'keys of money routes are never pruned'); END;
--> statement-breakpoint
CREATE TRIGGER approvals_append_only_update BEFORE UPDATE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER approvals_append_only_delete BEFORE DELETE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
