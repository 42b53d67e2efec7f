-- The card of a booking never gets back more than it paid: what her credit paid does not become money.
CREATE TRIGGER refunds_within_card BEFORE INSERT ON ledger_entries
WHEN new.amount_minor > 0 AND new.account = 'guest'
BEGIN
  SELECT RAISE(ABORT, 'the card would get back more than it paid')
  WHERE new.amount_minor + (
    SELECT coalesce(sum(e.amount_minor), 0) FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
    WHERE e.account = 'guest'
      AND t.booking_ref = (SELECT booking_ref FROM ledger_transactions WHERE id = new.transaction_id)
      AND t.currency = (SELECT currency FROM ledger_transactions WHERE id = new.transaction_id)
  ) > 0;
END;
--> statement-breakpoint
-- Nor does more credit come back to her than the booking took of it. Goodwill alone makes credit.
CREATE TRIGGER refunds_within_credit BEFORE INSERT ON ledger_entries
WHEN new.amount_minor > 0 AND new.account = 'guest_credit'
  AND (SELECT kind FROM ledger_transactions WHERE id = new.transaction_id) <> 'credit'
BEGIN
  SELECT RAISE(ABORT, 'more credit would come back than was spent')
  WHERE new.amount_minor + (
    SELECT coalesce(sum(e.amount_minor), 0) FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
    WHERE e.account = 'guest_credit' AND t.kind <> 'credit'
      AND t.booking_ref = (SELECT booking_ref FROM ledger_transactions WHERE id = new.transaction_id)
      AND t.currency = (SELECT currency FROM ledger_transactions WHERE id = new.transaction_id)
  ) > 0;
END;
