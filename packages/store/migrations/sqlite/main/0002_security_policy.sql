CREATE TABLE `security_events` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`message` text NOT NULL,
	`level` text NOT NULL,
	`script_id` text,
	`script` text,
	`version` integer,
	`trigger` text,
	`execution_id` text,
	`user_id` text,
	`request_id` text,
	`count` integer NOT NULL,
	`at` integer NOT NULL,
	`last_at` integer NOT NULL,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `security_events_realm_ix` ON `security_events` (`realm_id`,`last_at`,`id`);--> statement-breakpoint
ALTER TABLE `realms` ADD `policy` text;