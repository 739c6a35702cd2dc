CREATE TABLE `flow_drafts` (
	`flow_id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`based_on_version` integer,
	`updated_at` integer NOT NULL,
	`updated_by` text,
	`graph` text NOT NULL,
	FOREIGN KEY (`flow_id`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `flow_publishes` (
	`id` text PRIMARY KEY NOT NULL,
	`flow_id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`previous_version` integer,
	`note` text NOT NULL,
	`author_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`flow_id`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`author_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `flow_publishes_flow_ix` ON `flow_publishes` (`flow_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `flow_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`flow_id` text NOT NULL,
	`number` integer NOT NULL,
	`created_at` integer NOT NULL,
	`graph` text NOT NULL,
	FOREIGN KEY (`flow_id`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `flow_versions_number_uq` ON `flow_versions` (`flow_id`,`number`);--> statement-breakpoint
DROP INDEX `flows_name_uq`;--> statement-breakpoint
ALTER TABLE `flows` ADD `live_version` integer;--> statement-breakpoint
ALTER TABLE `flows` ADD `removed_at` integer;--> statement-breakpoint
CREATE INDEX `flows_realm_ix` ON `flows` (`realm_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `flows_name_uq` ON `flows` (`realm_id`,`name`) WHERE removed_at is null;