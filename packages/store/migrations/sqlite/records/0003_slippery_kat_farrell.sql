ALTER TABLE `executions` ADD `request_id` text;--> statement-breakpoint
CREATE INDEX `executions_request_ix` ON `executions` (`request_id`,`started_at`,`id`) WHERE request_id is not null;