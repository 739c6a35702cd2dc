CREATE TABLE `state_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`kind` text NOT NULL,
	`scope` text NOT NULL,
	`owner` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	`bytes` integer NOT NULL,
	`search_text` text NOT NULL,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `state_entries_place_uq` ON `state_entries` (`realm_id`,`scope`,`owner`,`key`,`kind`);--> statement-breakpoint
CREATE INDEX `state_entries_expiry_ix` ON `state_entries` (`expires_at`);--> statement-breakpoint
CREATE TABLE `state_usage` (
	`realm_id` text PRIMARY KEY NOT NULL,
	`keys` integer NOT NULL,
	`bytes` integer NOT NULL,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action
);
