ALTER TABLE `error_groups` RENAME COLUMN "resolved_at" TO "status_at";--> statement-breakpoint
CREATE TABLE `error_activity` (
	`id` text PRIMARY KEY NOT NULL,
	`error_group_id` text NOT NULL,
	`act_id` text,
	`kind` text NOT NULL,
	`user_id` text,
	`at` integer NOT NULL,
	`version` integer,
	`until` integer,
	`times` integer,
	`edited_at` integer,
	`before` text,
	`text` text
);
--> statement-breakpoint
CREATE INDEX `error_activity_group_ix` ON `error_activity` (`error_group_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `error_activity_act_ix` ON `error_activity` (`act_id`);--> statement-breakpoint
ALTER TABLE `error_groups` ADD `first_layer` text;--> statement-breakpoint
ALTER TABLE `error_groups` ADD `earliest_version` integer;--> statement-breakpoint
ALTER TABLE `error_groups` ADD `status_by` text;--> statement-breakpoint
ALTER TABLE `error_groups` ADD `muted_until` integer;--> statement-breakpoint
ALTER TABLE `error_groups` ADD `muted_until_count` integer;--> statement-breakpoint
ALTER TABLE `error_groups` ADD `resolved_version` integer;--> statement-breakpoint
ALTER TABLE `error_groups` ADD `came_back` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `error_groups` ADD `came_back_version` integer;--> statement-breakpoint
ALTER TABLE `error_groups` ADD `last_act` text;--> statement-breakpoint
UPDATE `error_groups` SET `earliest_version` = `first_version`, `first_layer` = CASE WHEN `first_version` IS NULL THEN NULL ELSE 'version' END, `status_at` = CASE WHEN `status` = 'resolved' THEN `status_at` ELSE NULL END;