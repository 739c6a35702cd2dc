-- The text was the second column: SQLite walked through all of it to what lies behind, for each row of each list.
CREATE TABLE `__new_drafts` (
	`script_id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`based_on_version` integer,
	`updated_at` integer NOT NULL,
	`updated_by` text,
	`source` text NOT NULL,
	FOREIGN KEY (`script_id`) REFERENCES `scripts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_drafts` (`script_id`, `revision`, `based_on_version`, `updated_at`, `updated_by`, `source`)
	SELECT `script_id`, `revision`, `based_on_version`, `updated_at`, `updated_by`, `source` FROM `drafts`;--> statement-breakpoint
DROP TABLE `drafts`;--> statement-breakpoint
ALTER TABLE `__new_drafts` RENAME TO `drafts`;--> statement-breakpoint
CREATE INDEX `drafts_recent_ix` ON `drafts` (`updated_at`,`script_id`);
