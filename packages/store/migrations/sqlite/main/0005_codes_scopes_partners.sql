CREATE TABLE `codes` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`binding` text NOT NULL,
	`purpose` text NOT NULL,
	`subject` text,
	`mac` text NOT NULL,
	`sealed` text,
	`reveal` integer NOT NULL,
	`tries` integer NOT NULL,
	`most_tries` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`used` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `codes_binding_ix` ON `codes` (`binding`,`purpose`);--> statement-breakpoint
CREATE INDEX `codes_subject_ix` ON `codes` (`subject`,`created_at`);--> statement-breakpoint
CREATE INDEX `codes_expiry_ix` ON `codes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `partner_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`name` text NOT NULL,
	`sealed_key` text NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `partner_keys_name_uq` ON `partner_keys` (`realm_id`,`name`);--> statement-breakpoint
ALTER TABLE `api_tokens` ADD `scopes` text;