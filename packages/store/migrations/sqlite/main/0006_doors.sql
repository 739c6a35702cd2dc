CREATE TABLE `hook_signatures` (
	`signature` text PRIMARY KEY NOT NULL,
	`trigger_id` text NOT NULL,
	`until` integer NOT NULL,
	FOREIGN KEY (`trigger_id`) REFERENCES `triggers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `hook_signatures_until_ix` ON `hook_signatures` (`until`);--> statement-breakpoint
CREATE INDEX `hook_signatures_trigger_ix` ON `hook_signatures` (`trigger_id`);--> statement-breakpoint
ALTER TABLE `flow_sessions` ADD `origin` text DEFAULT 'api' NOT NULL;--> statement-breakpoint
ALTER TABLE `flow_sessions` ADD `browser_hash` text;--> statement-breakpoint
ALTER TABLE `flow_sessions` ADD `ticket` text;