import type { Execution } from "@scriptyard/model";
import type { ApiContext } from "../context.ts";

/** The author's text that ran: the version's, the file's or default's as it was kept, or the draft's as it was then. */
export async function sourceOf(
  ctx: Pick<ApiContext, "texts" | "runner">,
  execution: Pick<Execution, "versionId" | "draftSource" | "sourceRef">,
): Promise<string | null> {
  if (execution.sourceRef?.kept) return ctx.runner.keptSource(execution.sourceRef.kept);
  return execution.versionId === null ? execution.draftSource : ctx.texts.sourceOf(execution.versionId);
}
