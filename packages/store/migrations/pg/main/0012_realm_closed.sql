ALTER TABLE "realms" ADD COLUMN "closed_as" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "realms" ADD COLUMN "closed_at" bigint;--> statement-breakpoint
ALTER TABLE "realms" ADD COLUMN "closed_by" text COLLATE "C";