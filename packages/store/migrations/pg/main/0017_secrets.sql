CREATE TABLE "secrets" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"script" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"sealed" text COLLATE "C" NOT NULL,
	"created_by" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"last_used_at" bigint
);
--> statement-breakpoint
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "secrets_version_uq" ON "secrets" USING btree ("realm_id","name","script","version");