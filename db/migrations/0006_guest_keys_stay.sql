CREATE TRIGGER guest_idempotency_keys_stay BEFORE DELETE ON guest_idempotency_keys WHEN old.response_status IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'keys of money routes are never pruned'); END;
