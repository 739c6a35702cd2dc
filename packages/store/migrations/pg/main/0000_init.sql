CREATE TABLE "api_tokens" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C",
	"name" text NOT NULL,
	"token_hash" text COLLATE "C" NOT NULL,
	"hint" text NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint,
	"expires_at" bigint,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "console_sessions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"token_hash" text COLLATE "C" NOT NULL,
	"user_agent" text NOT NULL,
	"ip" text NOT NULL,
	"created_at" bigint NOT NULL,
	"last_used_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"script_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"revision" integer NOT NULL,
	"based_on_version" integer,
	"updated_at" bigint NOT NULL,
	"updated_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "flow_sessions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"flow_id" text COLLATE "C" NOT NULL,
	"secret_hash" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"node" text COLLATE "C" NOT NULL,
	"pins" text NOT NULL,
	"mode" text COLLATE "C" NOT NULL,
	"state" text NOT NULL,
	"last_answer" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flows" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"title" text NOT NULL,
	"entry" text COLLATE "C" NOT NULL,
	"nodes" text NOT NULL,
	"edges" text NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lost_drafts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"script_id" text COLLATE "C" NOT NULL,
	"source" text NOT NULL,
	"base_revision" integer NOT NULL,
	"user_id" text COLLATE "C",
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "publish_events" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"script_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"version_id" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"previous_version" integer,
	"note" text NOT NULL,
	"author_id" text COLLATE "C",
	"idempotency_key" text,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "realms" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"title" text NOT NULL,
	"host_id" text COLLATE "C" NOT NULL,
	"time_zone" text COLLATE "C" NOT NULL,
	"settings_schema" text NOT NULL,
	"settings" text NOT NULL,
	"allowed_hosts" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "samples" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"script_id" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"args" text NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scripts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"module" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"hook" text COLLATE "C",
	"language" text COLLATE "C" NOT NULL,
	"description" text NOT NULL,
	"limits" text NOT NULL,
	"security_level" text COLLATE "C" NOT NULL,
	"live_version" integer,
	"live_version_id" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"password_hash" text COLLATE "C",
	"disabled" boolean NOT NULL,
	"created_at" bigint NOT NULL,
	"last_seen_at" bigint
);
--> statement-breakpoint
CREATE TABLE "versions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"script_id" text COLLATE "C" NOT NULL,
	"number" integer NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"hook" text COLLATE "C",
	"limits" text NOT NULL,
	"security_level" text COLLATE "C" NOT NULL,
	"declarations_hash" text COLLATE "C" NOT NULL,
	"sha256" text COLLATE "C" NOT NULL,
	"author_id" text COLLATE "C",
	"note" text NOT NULL,
	"created_at" bigint NOT NULL,
	"libraries" text NOT NULL,
	"diagnostics" text NOT NULL,
	"source" text NOT NULL,
	"compiled" text NOT NULL,
	"map" text
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_script_id_scripts_id_fk" FOREIGN KEY ("script_id") REFERENCES "public"."scripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_updated_by_users_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_sessions" ADD CONSTRAINT "flow_sessions_flow_id_flows_id_fk" FOREIGN KEY ("flow_id") REFERENCES "public"."flows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flows" ADD CONSTRAINT "flows_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lost_drafts" ADD CONSTRAINT "lost_drafts_script_id_scripts_id_fk" FOREIGN KEY ("script_id") REFERENCES "public"."scripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lost_drafts" ADD CONSTRAINT "lost_drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publish_events" ADD CONSTRAINT "publish_events_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publish_events" ADD CONSTRAINT "publish_events_script_id_scripts_id_fk" FOREIGN KEY ("script_id") REFERENCES "public"."scripts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publish_events" ADD CONSTRAINT "publish_events_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publish_events" ADD CONSTRAINT "publish_events_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "samples" ADD CONSTRAINT "samples_script_id_scripts_id_fk" FOREIGN KEY ("script_id") REFERENCES "public"."scripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scripts" ADD CONSTRAINT "scripts_realm_id_realms_id_fk" FOREIGN KEY ("realm_id") REFERENCES "public"."realms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "versions" ADD CONSTRAINT "versions_script_id_scripts_id_fk" FOREIGN KEY ("script_id") REFERENCES "public"."scripts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "versions" ADD CONSTRAINT "versions_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_hash_uq" ON "api_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "console_sessions_token_uq" ON "console_sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "console_sessions_user_ix" ON "console_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "flow_sessions_expiry_ix" ON "flow_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "flows_name_uq" ON "flows" USING btree ("realm_id","name");--> statement-breakpoint
CREATE INDEX "lost_drafts_script_ix" ON "lost_drafts" USING btree ("script_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "publish_events_key_uq" ON "publish_events" USING btree ("script_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "publish_events_realm_ix" ON "publish_events" USING btree ("realm_id","at","id");--> statement-breakpoint
CREATE INDEX "publish_events_script_ix" ON "publish_events" USING btree ("script_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "realms_name_uq" ON "realms" USING btree ("name");--> statement-breakpoint
CREATE INDEX "samples_script_ix" ON "samples" USING btree ("script_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "scripts_name_uq" ON "scripts" USING btree ("realm_id","module","name");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_uq" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "versions_number_uq" ON "versions" USING btree ("script_id","number");