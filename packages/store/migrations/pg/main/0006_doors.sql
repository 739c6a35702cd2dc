CREATE TABLE "hook_signatures" (
	"signature" text COLLATE "C" PRIMARY KEY NOT NULL,
	"trigger_id" text COLLATE "C" NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "flow_sessions" ADD COLUMN "origin" text COLLATE "C" DEFAULT 'api' NOT NULL;--> statement-breakpoint
ALTER TABLE "flow_sessions" ADD COLUMN "browser_hash" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "flow_sessions" ADD COLUMN "ticket" text;--> statement-breakpoint
ALTER TABLE "hook_signatures" ADD CONSTRAINT "hook_signatures_trigger_id_triggers_id_fk" FOREIGN KEY ("trigger_id") REFERENCES "public"."triggers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hook_signatures_until_ix" ON "hook_signatures" USING btree ("until");--> statement-breakpoint
CREATE INDEX "hook_signatures_trigger_ix" ON "hook_signatures" USING btree ("trigger_id");