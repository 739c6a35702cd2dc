ALTER TABLE `scripts` ADD `retired_version` integer;--> statement-breakpoint
ALTER TABLE `scripts` ADD `removed_at` integer;