CREATE TABLE "draft_states" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"script_id" text COLLATE "C" NOT NULL,
	"revision" integer NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"origin" integer,
	"published_version" integer,
	"user_id" text COLLATE "C",
	"began_at" bigint NOT NULL,
	"at" bigint NOT NULL,
	"bytes" integer NOT NULL,
	"source" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "draft_states" ADD CONSTRAINT "draft_states_script_id_scripts_id_fk" FOREIGN KEY ("script_id") REFERENCES "public"."scripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_states" ADD CONSTRAINT "draft_states_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "draft_states_revision_uq" ON "draft_states" USING btree ("script_id","revision");--> statement-breakpoint
CREATE INDEX "draft_states_bytes_ix" ON "draft_states" USING btree ("script_id","at","bytes");