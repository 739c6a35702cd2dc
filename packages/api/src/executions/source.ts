import type { Execution } from "@scriptyard/model";
import type { ApiContext } from "../context.ts";

/** The author's text that ran: the version's, or the draft's as it was then. */
export async function sourceOf(
  ctx: Pick<ApiContext, "texts">,
  execution: Pick<Execution, "versionId" | "draftSource">,
): Promise<string | null> {
  return execution.versionId === null ? execution.draftSource : ctx.texts.sourceOf(execution.versionId);
}
