import { createStore } from "../../../app/store.ts";
import type { Inputs, Outputs } from "../../../app/trpc.ts";

export type RenameAsked = Inputs["references"]["planRename"];
export type RenamePlan = Extract<Outputs["references"]["planRename"], { status: "ready" }>;

/** The rename that is shown before it is done, whatever script is in front. */
export const renameRequest = createStore<{ shown: { asked: RenameAsked; plan: RenamePlan } | null }>({
  shown: null,
});
