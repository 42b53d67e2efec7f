CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`actor` text NOT NULL,
	`conversation_id` text,
	`action_id` text,
	`data` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`action_id`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`staff_id` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`response_status` integer,
	`response_body` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`staff_id`, `key`),
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`guest_id` text NOT NULL,
	`confirmation_id` text,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmation_id`) REFERENCES `actions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mails_confirmation` ON `mails` (`confirmation_id`);--> statement-breakpoint
CREATE TABLE `problems` (
	`id` text PRIMARY KEY NOT NULL,
	`booking_ref` text NOT NULL,
	`kind` text NOT NULL,
	`description` text NOT NULL,
	`confirmation_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	`reply_due_at` integer NOT NULL,
	`host_reply` text,
	`outcome` text,
	`replied_at` integer,
	FOREIGN KEY (`booking_ref`) REFERENCES `bookings`(`ref`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmation_id`) REFERENCES `actions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `problems_confirmation` ON `problems` (`confirmation_id`);--> statement-breakpoint
CREATE INDEX `problems_booking` ON `problems` (`booking_ref`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`place_id` text NOT NULL,
	`author` text NOT NULL,
	`rating` integer NOT NULL,
	`text` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`place_id`) REFERENCES `places`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reviews_rating" CHECK("reviews"."rating" between 1 and 5)
);
--> statement-breakpoint
CREATE INDEX `reviews_place` ON `reviews` (`place_id`);--> statement-breakpoint
ALTER TABLE `actions` ADD `replaces_id` text;--> statement-breakpoint
ALTER TABLE `actions` ADD `approval_expires_at` integer;--> statement-breakpoint
ALTER TABLE `approvals` ADD `amount_minor` integer;--> statement-breakpoint
ALTER TABLE `bookings` ADD `deposit_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `bookings` ADD `guest_note` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `bookings` ADD `host_message` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `bookings` ADD `confirmation_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_confirmation` ON `bookings` (`confirmation_id`);--> statement-breakpoint
ALTER TABLE `places` ADD `description` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `features` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `guests_max` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `policy` text DEFAULT 'moderate' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `currency` text DEFAULT 'EUR' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `night_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `cleaning_fee_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `deposit_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `staff` ADD `role` text DEFAULT 'agent' NOT NULL;