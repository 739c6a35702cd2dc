CREATE TABLE "error_activity" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"error_group_id" text COLLATE "C" NOT NULL,
	"act_id" text COLLATE "C",
	"kind" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C",
	"at" bigint NOT NULL,
	"version" integer,
	"until" bigint,
	"times" integer,
	"edited_at" bigint,
	"before" text,
	"text" text
);
--> statement-breakpoint
ALTER TABLE "error_groups" RENAME COLUMN "resolved_at" TO "status_at";--> statement-breakpoint
ALTER TABLE "error_groups" ADD COLUMN "first_layer" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "error_groups" ADD COLUMN "earliest_version" integer;--> statement-breakpoint
ALTER TABLE "error_groups" ADD COLUMN "status_by" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "error_groups" ADD COLUMN "muted_until" bigint;--> statement-breakpoint
ALTER TABLE "error_groups" ADD COLUMN "muted_until_count" bigint;--> statement-breakpoint
ALTER TABLE "error_groups" ADD COLUMN "resolved_version" integer;--> statement-breakpoint
ALTER TABLE "error_groups" ADD COLUMN "came_back" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "error_groups" ADD COLUMN "came_back_version" integer;--> statement-breakpoint
ALTER TABLE "error_groups" ADD COLUMN "last_act" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "error_activity_group_ix" ON "error_activity" USING btree ("error_group_id","at","id");--> statement-breakpoint
CREATE INDEX "error_activity_act_ix" ON "error_activity" USING btree ("act_id");--> statement-breakpoint
UPDATE "error_groups" SET "earliest_version" = "first_version", "first_layer" = CASE WHEN "first_version" IS NULL THEN NULL ELSE 'version' END, "status_at" = CASE WHEN "status" = 'resolved' THEN "status_at" ELSE NULL END;