ALTER TABLE "executions" ADD COLUMN "log_line" text;--> statement-breakpoint
ALTER TABLE "executions" ADD COLUMN "marks" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "executions_marks_ix" ON "executions" USING btree ("realm_id","started_at","id","marks") WHERE marks is not null;