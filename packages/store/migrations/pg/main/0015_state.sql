CREATE TABLE "state_entries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"scope" text COLLATE "C" NOT NULL,
	"owner" text NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	"bytes" integer NOT NULL,
	"search_text" text COLLATE "C" NOT NULL,
	"expires_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "state_usage" (
	"realm_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"keys" integer NOT NULL,
	"bytes" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "state_entries" ADD CONSTRAINT "state_entries_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "state_usage" ADD CONSTRAINT "state_usage_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "state_entries_place_uq" ON "state_entries" USING btree ("realm_id","scope","owner","key","kind");--> statement-breakpoint
CREATE INDEX "state_entries_expiry_ix" ON "state_entries" USING btree ("expires_at");