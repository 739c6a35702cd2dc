CREATE TABLE "dead_letters" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"trigger_id" text COLLATE "C",
	"message" text NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"error" text NOT NULL,
	"attempts" integer NOT NULL,
	"execution_id" text COLLATE "C",
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trigger_states" (
	"trigger_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_run_at" bigint,
	"last_status" text COLLATE "C",
	"last_execution_id" text COLLATE "C",
	"last_scheduled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "triggers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"description" text NOT NULL,
	"script_id" text COLLATE "C" NOT NULL,
	"config" text NOT NULL,
	"enabled" boolean NOT NULL,
	"disabled_reason" text,
	"failure_limit" integer NOT NULL,
	"sealed_secret" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dead_letters" ADD CONSTRAINT "dead_letters_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trigger_states" ADD CONSTRAINT "trigger_states_trigger_id_triggers_id_fk" FOREIGN KEY ("trigger_id") REFERENCES "public"."triggers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triggers" ADD CONSTRAINT "triggers_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triggers" ADD CONSTRAINT "triggers_script_id_scripts_id_fk" FOREIGN KEY ("script_id") REFERENCES "public"."scripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dead_letters_realm_ix" ON "dead_letters" USING btree ("realm_id","id");--> statement-breakpoint
CREATE INDEX "dead_letters_trigger_ix" ON "dead_letters" USING btree ("trigger_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "triggers_name_uq" ON "triggers" USING btree ("realm_id","name");--> statement-breakpoint
CREATE INDEX "triggers_script_ix" ON "triggers" USING btree ("script_id");