ALTER TABLE `executions` ADD `trigger_id` text;--> statement-breakpoint
CREATE INDEX `executions_trigger_ix` ON `executions` (`trigger_id`,`started_at`,`id`) WHERE trigger_id is not null;