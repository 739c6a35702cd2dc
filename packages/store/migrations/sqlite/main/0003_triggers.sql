CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`trigger_id` text,
	`message` text NOT NULL,
	`reason` text NOT NULL,
	`error` text NOT NULL,
	`attempts` integer NOT NULL,
	`execution_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `dead_letters_realm_ix` ON `dead_letters` (`realm_id`,`id`);--> statement-breakpoint
CREATE INDEX `dead_letters_trigger_ix` ON `dead_letters` (`trigger_id`,`id`);--> statement-breakpoint
CREATE TABLE `trigger_states` (
	`trigger_id` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`last_run_at` integer,
	`last_status` text,
	`last_execution_id` text,
	`last_scheduled_at` integer,
	FOREIGN KEY (`trigger_id`) REFERENCES `triggers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `triggers` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`script_id` text NOT NULL,
	`config` text NOT NULL,
	`enabled` integer NOT NULL,
	`disabled_reason` text,
	`failure_limit` integer NOT NULL,
	`sealed_secret` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`realm_id`) REFERENCES `realms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`script_id`) REFERENCES `scripts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `triggers_name_uq` ON `triggers` (`realm_id`,`name`);--> statement-breakpoint
CREATE INDEX `triggers_script_ix` ON `triggers` (`script_id`);