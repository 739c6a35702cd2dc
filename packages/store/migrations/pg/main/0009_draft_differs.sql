ALTER TABLE "scripts" ADD COLUMN "draft_differs" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "drafts_recent_ix" ON "drafts" USING btree ("updated_at","script_id");--> statement-breakpoint
UPDATE "scripts" SET "draft_differs" = true WHERE EXISTS (
	SELECT 1 FROM "drafts" d, "versions" v
	WHERE d."script_id" = "scripts"."id" AND v."id" = "scripts"."live_version_id"
		AND replace(d."source", chr(13) || chr(10), chr(10)) <> replace(v."source", chr(13) || chr(10), chr(10))
);
