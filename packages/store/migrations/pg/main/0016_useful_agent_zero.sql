ALTER TABLE "scripts" ADD COLUMN "retired_version" integer;--> statement-breakpoint
ALTER TABLE "scripts" ADD COLUMN "removed_at" bigint;