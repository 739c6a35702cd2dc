CREATE TABLE "codes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"binding" text COLLATE "C" NOT NULL,
	"purpose" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C",
	"mac" text COLLATE "C" NOT NULL,
	"sealed" text COLLATE "C",
	"reveal" boolean NOT NULL,
	"tries" integer NOT NULL,
	"most_tries" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"ended_at" bigint,
	"used" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_keys" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"sealed_key" text COLLATE "C" NOT NULL,
	"created_by" text COLLATE "C",
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "scopes" text;--> statement-breakpoint
ALTER TABLE "partner_keys" ADD CONSTRAINT "partner_keys_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "codes_binding_ix" ON "codes" USING btree ("binding","purpose");--> statement-breakpoint
CREATE INDEX "codes_subject_ix" ON "codes" USING btree ("subject","created_at");--> statement-breakpoint
CREATE INDEX "codes_expiry_ix" ON "codes" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "partner_keys_name_uq" ON "partner_keys" USING btree ("realm_id","name");