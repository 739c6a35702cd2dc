ALTER TABLE "executions" ADD COLUMN "request_id" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "executions_request_ix" ON "executions" USING btree ("request_id","started_at","id") WHERE request_id is not null;--> statement-breakpoint
UPDATE "executions" SET "trigger" = 'trial' WHERE "trigger" = 'flow' AND substr("body", 1, 13) = '{"trial":true';