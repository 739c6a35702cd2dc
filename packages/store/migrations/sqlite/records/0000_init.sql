CREATE TABLE `error_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`script_id` text NOT NULL,
	`module` text NOT NULL,
	`name` text NOT NULL,
	`fingerprint` text NOT NULL,
	`type` text NOT NULL,
	`message` text NOT NULL,
	`file` text,
	`line` integer,
	`first_version` integer,
	`last_version` integer,
	`status` text NOT NULL,
	`resolved_at` integer,
	`count` integer NOT NULL,
	`last_execution_id` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`search_text` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `error_groups_fingerprint_uq` ON `error_groups` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `error_groups_realm_ix` ON `error_groups` (`realm_id`,`last_seen_at`,`id`);--> statement-breakpoint
CREATE TABLE `error_hours` (
	`error_group_id` text NOT NULL,
	`at` integer NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `error_hours_uq` ON `error_hours` (`error_group_id`,`at`);--> statement-breakpoint
CREATE TABLE `execution_slots` (
	`realm_id` text NOT NULL,
	`script_id` text NOT NULL,
	`trigger` text NOT NULL,
	`width_ms` integer NOT NULL,
	`at` integer NOT NULL,
	`ok` integer NOT NULL,
	`error` integer NOT NULL,
	`last_at` integer NOT NULL,
	`latencies` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `execution_slots_uq` ON `execution_slots` (`width_ms`,`at`,`script_id`,`trigger`);--> statement-breakpoint
CREATE INDEX `execution_slots_realm_ix` ON `execution_slots` (`realm_id`,`width_ms`,`at`);--> statement-breakpoint
CREATE TABLE `executions` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`script_id` text NOT NULL,
	`module` text NOT NULL,
	`name` text NOT NULL,
	`hook` text NOT NULL,
	`trigger` text NOT NULL,
	`version` integer,
	`draft_revision` integer,
	`node` text,
	`status` text NOT NULL,
	`error_type` text,
	`error_group_id` text,
	`action` text,
	`started_at` integer NOT NULL,
	`run_us` real NOT NULL,
	`operations` integer NOT NULL,
	`log_count` integer NOT NULL,
	`flow_session_id` text,
	`error_message` text,
	`search_text` text,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `executions_realm_ix` ON `executions` (`realm_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `executions_script_ix` ON `executions` (`script_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `executions_error_ix` ON `executions` (`realm_id`,`started_at`,`id`) WHERE status = 'error';--> statement-breakpoint
CREATE INDEX `executions_group_ix` ON `executions` (`error_group_id`,`started_at`,`id`) WHERE error_group_id is not null;--> statement-breakpoint
CREATE INDEX `executions_flow_ix` ON `executions` (`flow_session_id`,`started_at`,`id`) WHERE flow_session_id is not null;