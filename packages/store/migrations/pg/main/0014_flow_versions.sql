CREATE TABLE "flow_drafts" (
	"flow_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"based_on_version" integer,
	"updated_at" bigint NOT NULL,
	"updated_by" text COLLATE "C",
	"graph" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flow_publishes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"flow_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"previous_version" integer,
	"note" text NOT NULL,
	"author_id" text COLLATE "C",
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flow_versions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"flow_id" text COLLATE "C" NOT NULL,
	"number" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"graph" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "flows_name_uq";--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "live_version" integer;--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "removed_at" bigint;--> statement-breakpoint
ALTER TABLE "flow_drafts" ADD CONSTRAINT "flow_drafts_flow_id_flows_id_fk" FOREIGN KEY ("flow_id") REFERENCES "public"."flows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_drafts" ADD CONSTRAINT "flow_drafts_updated_by_users_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_publishes" ADD CONSTRAINT "flow_publishes_flow_id_flows_id_fk" FOREIGN KEY ("flow_id") REFERENCES "public"."flows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_publishes" ADD CONSTRAINT "flow_publishes_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_versions" ADD CONSTRAINT "flow_versions_flow_id_flows_id_fk" FOREIGN KEY ("flow_id") REFERENCES "public"."flows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "flow_publishes_flow_ix" ON "flow_publishes" USING btree ("flow_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "flow_versions_number_uq" ON "flow_versions" USING btree ("flow_id","number");--> statement-breakpoint
CREATE INDEX "flows_realm_ix" ON "flows" USING btree ("realm_id");--> statement-breakpoint
CREATE UNIQUE INDEX "flows_name_uq" ON "flows" USING btree ("realm_id","name") WHERE removed_at is null;