ALTER TABLE `actions` ADD `approval` text;--> statement-breakpoint
ALTER TABLE `actions` ADD `sent_at` integer;--> statement-breakpoint
ALTER TABLE `actions` ADD `attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `actions` ADD `retry_at` integer;