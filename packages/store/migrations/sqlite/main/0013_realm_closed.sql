ALTER TABLE `realms` ADD `closed_as` text;--> statement-breakpoint
ALTER TABLE `realms` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `realms` ADD `closed_by` text;