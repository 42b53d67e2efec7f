CREATE TABLE `actions` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`guest_id` text NOT NULL,
	`turn_id` text NOT NULL,
	`tool` text NOT NULL,
	`subject` text NOT NULL,
	`input` text NOT NULL,
	`quote` text NOT NULL,
	`hash` text NOT NULL,
	`state` text NOT NULL,
	`outcome` text,
	`accepted_by_turn_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`decided_at` integer,
	`finished_at` integer,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`turn_id`) REFERENCES `turns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `actions_conversation` ON `actions` (`conversation_id`,`state`);--> statement-breakpoint
CREATE UNIQUE INDEX `actions_turn` ON `actions` (`turn_id`,`hash`);--> statement-breakpoint
CREATE TABLE `approvals` (
	`action_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`action_id`, `staff_id`),
	FOREIGN KEY (`action_id`) REFERENCES `actions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `articles` (
	`slug` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`category` text NOT NULL,
	`summary` text NOT NULL,
	`body` text NOT NULL,
	`updated` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `bookings` (
	`ref` text PRIMARY KEY NOT NULL,
	`guest_id` text NOT NULL,
	`place_id` text NOT NULL,
	`check_in` text NOT NULL,
	`check_out` text NOT NULL,
	`guest_count` integer NOT NULL,
	`policy` text NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`nights_minor` integer NOT NULL,
	`cleaning_fee_minor` integer NOT NULL,
	`service_fee_minor` integer NOT NULL,
	`booked_at` integer NOT NULL,
	`cancelled_at` integer,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`place_id`) REFERENCES `places`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bookings_dates" CHECK("bookings"."check_out" > "bookings"."check_in"),
	CONSTRAINT "bookings_amounts" CHECK("bookings"."nights_minor" >= 0 and "bookings"."cleaning_fee_minor" >= 0 and "bookings"."service_fee_minor" >= 0)
);
--> statement-breakpoint
CREATE INDEX `bookings_guest` ON `bookings` (`guest_id`,`check_in`);--> statement-breakpoint
CREATE TABLE `chunks` (
	`rowid` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`heading` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`slug`) REFERENCES `articles`(`slug`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `chunks_id` ON `chunks` (`id`);--> statement-breakpoint
CREATE INDEX `chunks_slug` ON `chunks` (`slug`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`guest_id` text NOT NULL,
	`owner` text DEFAULT 'agent' NOT NULL,
	`staff_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`guest_id`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `conversations_guest` ON `conversations` (`guest_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `escalations` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`kind` text NOT NULL,
	`action_id` text,
	`reason` text NOT NULL,
	`summary` text NOT NULL,
	`status` text NOT NULL,
	`staff_id` text,
	`created_at` integer NOT NULL,
	`notified_at` integer,
	`claimed_at` integer,
	`resolved_at` integer,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`action_id`) REFERENCES `actions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `escalations_status` ON `escalations` (`status`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `escalations_action` ON `escalations` (`action_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `escalations_one_question` ON `escalations` (`conversation_id`) WHERE "escalations"."kind" = 'question' and "escalations"."status" <> 'resolved';--> statement-breakpoint
CREATE TABLE `events` (
	`conversation_id` text NOT NULL,
	`seq` integer NOT NULL,
	`turn_id` text,
	`type` text NOT NULL,
	`data` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`conversation_id`, `seq`),
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `events_turn` ON `events` (`turn_id`,`type`);--> statement-breakpoint
CREATE TABLE `guests` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`language` text DEFAULT 'en' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`run_at` integer NOT NULL,
	`locked_until` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`state`,`run_at`);--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`transaction_id` text NOT NULL,
	`account` text NOT NULL,
	`amount_minor` integer NOT NULL,
	PRIMARY KEY(`transaction_id`, `account`),
	FOREIGN KEY (`transaction_id`) REFERENCES `ledger_transactions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `ledger_transactions` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`booking_ref` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`confirmation_id` text,
	`method` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`booking_ref`) REFERENCES `bookings`(`ref`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmation_id`) REFERENCES `actions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_transactions_positive" CHECK("ledger_transactions"."amount_minor" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_transactions_confirmation` ON `ledger_transactions` (`confirmation_id`);--> statement-breakpoint
CREATE INDEX `ledger_transactions_booking` ON `ledger_transactions` (`booking_ref`);--> statement-breakpoint
CREATE TABLE `messages` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`conversation_id` text NOT NULL,
	`id` text NOT NULL,
	`turn_id` text,
	`role` text NOT NULL,
	`text` text NOT NULL,
	`detail` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_id` ON `messages` (`conversation_id`,`id`);--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`staff_id` text NOT NULL,
	`escalation_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer,
	PRIMARY KEY(`staff_id`, `escalation_id`),
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`escalation_id`) REFERENCES `escalations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `places` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`city` text NOT NULL,
	`country` text NOT NULL,
	`time_zone` text NOT NULL,
	`address` text NOT NULL,
	`host_name` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `turns` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`message_id` text NOT NULL,
	`status` text NOT NULL,
	`outcome` text,
	`action_id` text,
	`legs` integer DEFAULT 0 NOT NULL,
	`accepted_at` integer NOT NULL,
	`queued_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `turns_message` ON `turns` (`conversation_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `turns_status` ON `turns` (`status`,`queued_at`);