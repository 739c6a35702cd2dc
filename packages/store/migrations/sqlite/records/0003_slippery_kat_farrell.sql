ALTER TABLE `executions` ADD `request_id` text;--> statement-breakpoint
CREATE INDEX `executions_request_ix` ON `executions` (`request_id`,`started_at`,`id`) WHERE request_id is not null;--> statement-breakpoint
UPDATE `executions` SET `trigger` = 'trial' WHERE `trigger` = 'flow' AND substr(`body`, 1, 13) = '{"trial":true';