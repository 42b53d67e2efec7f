CREATE TABLE `damage_claims` (
	`booking_ref` text PRIMARY KEY NOT NULL,
	`amount_minor` integer,
	`words` text NOT NULL,
	`actor` text NOT NULL,
	`deposit_minor` integer NOT NULL,
	`claimed_at` integer NOT NULL,
	FOREIGN KEY (`booking_ref`) REFERENCES `bookings`(`ref`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "damage_claims_positive" CHECK("damage_claims"."amount_minor" > 0),
	CONSTRAINT "damage_claims_deposit" CHECK("damage_claims"."deposit_minor" >= 0)
);
--> statement-breakpoint
-- What a host claimed stays as it was said.
CREATE TRIGGER damage_claims_no_update BEFORE UPDATE ON damage_claims BEGIN SELECT RAISE(ABORT, 'a claim of damage is not edited'); END;
--> statement-breakpoint
CREATE TRIGGER damage_claims_no_delete BEFORE DELETE ON damage_claims BEGIN SELECT RAISE(ABORT, 'a claim of damage is not deleted'); END;
