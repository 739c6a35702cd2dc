ALTER TABLE `realms` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `realms` ADD `changed_at` integer;--> statement-breakpoint
ALTER TABLE `realms` ADD `changed_by` text;