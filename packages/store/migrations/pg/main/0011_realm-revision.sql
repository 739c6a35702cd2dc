ALTER TABLE "realms" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "realms" ADD COLUMN "changed_at" bigint;--> statement-breakpoint
ALTER TABLE "realms" ADD COLUMN "changed_by" text COLLATE "C";