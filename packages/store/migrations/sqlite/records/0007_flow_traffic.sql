CREATE TABLE `flow_traffic` (
	`realm_id` text NOT NULL,
	`flow_id` text NOT NULL,
	`width_ms` integer NOT NULL,
	`at` integer NOT NULL,
	`node` text NOT NULL,
	`leads_to` text NOT NULL,
	`outcome` text NOT NULL,
	`passed` integer NOT NULL,
	`failed` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `flow_traffic_uq` ON `flow_traffic` (`flow_id`,`width_ms`,`at`,`node`,`leads_to`,`outcome`);--> statement-breakpoint
CREATE INDEX `flow_traffic_realm_ix` ON `flow_traffic` (`realm_id`,`width_ms`,`at`);