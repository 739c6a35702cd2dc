CREATE TABLE `api_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`hint` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`expires_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_tokens_hash_uq` ON `api_tokens` (`token_hash`);--> statement-breakpoint
CREATE TABLE `console_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`user_agent` text NOT NULL,
	`ip` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `console_sessions_token_uq` ON `console_sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `console_sessions_user_ix` ON `console_sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`script_id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`revision` integer NOT NULL,
	`based_on_version` integer,
	`updated_at` integer NOT NULL,
	`updated_by` text,
	FOREIGN KEY (`script_id`) REFERENCES `scripts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `flow_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`flow_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`status` text NOT NULL,
	`node` text NOT NULL,
	`pins` text NOT NULL,
	`mode` text NOT NULL,
	`state` text NOT NULL,
	`last_answer` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`flow_id`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `flow_sessions_expiry_ix` ON `flow_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `flows` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`name` text NOT NULL,
	`title` text NOT NULL,
	`entry` text NOT NULL,
	`nodes` text NOT NULL,
	`edges` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `flows_name_uq` ON `flows` (`realm_id`,`name`);--> statement-breakpoint
CREATE TABLE `lost_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`script_id` text NOT NULL,
	`source` text NOT NULL,
	`base_revision` integer NOT NULL,
	`user_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`script_id`) REFERENCES `scripts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lost_drafts_script_ix` ON `lost_drafts` (`script_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `publish_events` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`script_id` text NOT NULL,
	`kind` text NOT NULL,
	`version_id` text NOT NULL,
	`version` integer NOT NULL,
	`previous_version` integer,
	`note` text NOT NULL,
	`author_id` text,
	`idempotency_key` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`script_id`) REFERENCES `scripts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `publish_events_key_uq` ON `publish_events` (`script_id`,`idempotency_key`);--> statement-breakpoint
CREATE INDEX `publish_events_realm_ix` ON `publish_events` (`realm_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `publish_events_script_ix` ON `publish_events` (`script_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `realms` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`title` text NOT NULL,
	`host_id` text NOT NULL,
	`time_zone` text NOT NULL,
	`settings_schema` text NOT NULL,
	`settings` text NOT NULL,
	`allowed_hosts` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `realms_name_uq` ON `realms` (`name`);--> statement-breakpoint
CREATE TABLE `samples` (
	`id` text PRIMARY KEY NOT NULL,
	`script_id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`args` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`script_id`) REFERENCES `scripts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `samples_script_ix` ON `samples` (`script_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `scripts` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`module` text NOT NULL,
	`name` text NOT NULL,
	`hook` text,
	`language` text NOT NULL,
	`description` text NOT NULL,
	`limits` text NOT NULL,
	`security_level` text NOT NULL,
	`live_version` integer,
	`live_version_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scripts_name_uq` ON `scripts` (`realm_id`,`module`,`name`);--> statement-breakpoint
CREATE TABLE `sign_in_links` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text,
	`disabled` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_uq` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `versions` (
	`id` text PRIMARY KEY NOT NULL,
	`script_id` text NOT NULL,
	`number` integer NOT NULL,
	`language` text NOT NULL,
	`hook` text,
	`limits` text NOT NULL,
	`security_level` text NOT NULL,
	`declarations_hash` text NOT NULL,
	`sha256` text NOT NULL,
	`author_id` text,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`libraries` text NOT NULL,
	`diagnostics` text NOT NULL,
	`source` text NOT NULL,
	`compiled` text NOT NULL,
	`map` text,
	FOREIGN KEY (`script_id`) REFERENCES `scripts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `versions_number_uq` ON `versions` (`script_id`,`number`);