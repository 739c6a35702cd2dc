CREATE TABLE `bus_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`attempts` integer NOT NULL,
	`crashes` integer NOT NULL,
	`letter` text
);
--> statement-breakpoint
CREATE TABLE `bus_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`realm_id` text NOT NULL,
	`message` text NOT NULL
);
