DROP INDEX `codes_binding_ix`;--> statement-breakpoint
CREATE INDEX `codes_realm_ix` ON `codes` (`realm_id`,`binding`,`purpose`);--> statement-breakpoint
CREATE INDEX `api_tokens_realm_ix` ON `api_tokens` (`realm_id`);--> statement-breakpoint
CREATE INDEX `flow_sessions_flow_ix` ON `flow_sessions` (`flow_id`);--> statement-breakpoint
CREATE INDEX `publish_events_version_ix` ON `publish_events` (`version_id`);