CREATE TABLE "security_events" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"subject" text NOT NULL,
	"message" text NOT NULL,
	"level" text COLLATE "C" NOT NULL,
	"script_id" text COLLATE "C",
	"script" text COLLATE "C",
	"version" integer,
	"trigger" text COLLATE "C",
	"execution_id" text COLLATE "C",
	"user_id" text COLLATE "C",
	"request_id" text COLLATE "C",
	"count" bigint NOT NULL,
	"at" bigint NOT NULL,
	"last_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "realms" ADD COLUMN "policy" text;--> statement-breakpoint
ALTER TABLE "security_events" ADD CONSTRAINT "security_events_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "security_events_realm_ix" ON "security_events" USING btree ("realm_id","last_at","id");