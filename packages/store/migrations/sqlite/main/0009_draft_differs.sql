ALTER TABLE `scripts` ADD `draft_differs` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `drafts_recent_ix` ON `drafts` (`updated_at`,`script_id`);--> statement-breakpoint
UPDATE `scripts` SET `draft_differs` = 1 WHERE EXISTS (
	SELECT 1 FROM `drafts` d, `versions` v
	WHERE d.`script_id` = `scripts`.`id` AND v.`id` = `scripts`.`live_version_id`
		AND replace(d.`source`, char(13) || char(10), char(10)) <> replace(v.`source`, char(13) || char(10), char(10))
);
