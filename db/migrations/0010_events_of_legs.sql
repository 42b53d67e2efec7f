DROP INDEX `events_turn`;--> statement-breakpoint
CREATE INDEX `events_legs` ON `events` (`turn_id`) WHERE "events"."type" = 'turn-start' or "events"."type" = 'turn-end';