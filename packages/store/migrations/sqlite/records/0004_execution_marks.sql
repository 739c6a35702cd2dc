ALTER TABLE `executions` ADD `log_line` text;--> statement-breakpoint
ALTER TABLE `executions` ADD `marks` text;--> statement-breakpoint
CREATE INDEX `executions_marks_ix` ON `executions` (`realm_id`,`started_at`,`id`,`marks`) WHERE marks is not null;