CREATE TABLE `draft_states` (
	`id` text PRIMARY KEY NOT NULL,
	`script_id` text NOT NULL,
	`revision` integer NOT NULL,
	`kind` text NOT NULL,
	`origin` integer,
	`published_version` integer,
	`user_id` text,
	`began_at` integer NOT NULL,
	`at` integer NOT NULL,
	`bytes` integer NOT NULL,
	`source` text NOT NULL,
	FOREIGN KEY (`script_id`) REFERENCES `scripts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `draft_states_revision_uq` ON `draft_states` (`script_id`,`revision`);--> statement-breakpoint
CREATE INDEX `draft_states_bytes_ix` ON `draft_states` (`script_id`,`at`,`bytes`);