import { idSchema, sourceLimits } from "@scriptyard/model";
import { z } from "zod";

const most = sourceLimits.bytes;

/** A place of a script's text, 1-based. */
export const place = {
  scriptId: idSchema("scr"),
  line: z.int().min(1).max(most),
  column: z.int().min(1).max(most),
};

/** What a plan says of lines that were shown. */
export const shownDigest = z.string().regex(/^[\w-]{32}$/);

/** Drafts of one rename. */
export const mostDrafts = 500;
