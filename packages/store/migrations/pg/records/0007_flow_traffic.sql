CREATE TABLE "flow_traffic" (
	"realm_id" text COLLATE "C" NOT NULL,
	"flow_id" text COLLATE "C" NOT NULL,
	"width_ms" integer NOT NULL,
	"at" bigint NOT NULL,
	"node" text COLLATE "C" NOT NULL,
	"leads_to" text COLLATE "C" NOT NULL,
	"outcome" text NOT NULL,
	"passed" bigint NOT NULL,
	"failed" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "flow_traffic_uq" ON "flow_traffic" USING btree ("flow_id","width_ms","at","node","leads_to","outcome");--> statement-breakpoint
CREATE INDEX "flow_traffic_realm_ix" ON "flow_traffic" USING btree ("realm_id","width_ms","at");