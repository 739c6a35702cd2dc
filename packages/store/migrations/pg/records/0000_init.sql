CREATE TABLE "error_groups" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"script_id" text COLLATE "C" NOT NULL,
	"module" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"fingerprint" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"message" text NOT NULL,
	"file" text,
	"line" integer,
	"first_version" integer,
	"last_version" integer,
	"status" text COLLATE "C" NOT NULL,
	"resolved_at" bigint,
	"count" bigint NOT NULL,
	"last_execution_id" text COLLATE "C" NOT NULL,
	"first_seen_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"search_text" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "error_hours" (
	"error_group_id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"count" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "execution_slots" (
	"realm_id" text COLLATE "C" NOT NULL,
	"script_id" text COLLATE "C" NOT NULL,
	"trigger" text COLLATE "C" NOT NULL,
	"width_ms" integer NOT NULL,
	"at" bigint NOT NULL,
	"ok" bigint NOT NULL,
	"error" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"latencies" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "executions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"script_id" text COLLATE "C" NOT NULL,
	"module" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"hook" text NOT NULL,
	"trigger" text COLLATE "C" NOT NULL,
	"version" integer,
	"draft_revision" integer,
	"node" text,
	"status" text COLLATE "C" NOT NULL,
	"error_type" text COLLATE "C",
	"error_group_id" text COLLATE "C",
	"action" text,
	"started_at" bigint NOT NULL,
	"run_us" double precision NOT NULL,
	"operations" bigint NOT NULL,
	"log_count" integer NOT NULL,
	"flow_session_id" text COLLATE "C",
	"error_message" text,
	"search_text" text COLLATE "C",
	"body" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "error_groups_fingerprint_uq" ON "error_groups" USING btree ("fingerprint");--> statement-breakpoint
CREATE INDEX "error_groups_realm_ix" ON "error_groups" USING btree ("realm_id","last_seen_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "error_hours_uq" ON "error_hours" USING btree ("error_group_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "execution_slots_uq" ON "execution_slots" USING btree ("width_ms","at","script_id","trigger");--> statement-breakpoint
CREATE INDEX "execution_slots_realm_ix" ON "execution_slots" USING btree ("realm_id","width_ms","at");--> statement-breakpoint
CREATE INDEX "executions_realm_ix" ON "executions" USING btree ("realm_id","started_at","id");--> statement-breakpoint
CREATE INDEX "executions_script_ix" ON "executions" USING btree ("script_id","started_at","id");--> statement-breakpoint
CREATE INDEX "executions_error_ix" ON "executions" USING btree ("realm_id","started_at","id") WHERE status = 'error';--> statement-breakpoint
CREATE INDEX "executions_group_ix" ON "executions" USING btree ("error_group_id","started_at","id") WHERE error_group_id is not null;--> statement-breakpoint
CREATE INDEX "executions_flow_ix" ON "executions" USING btree ("flow_session_id","started_at","id") WHERE flow_session_id is not null;