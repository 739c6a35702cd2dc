import type { Inputs, Outputs } from "../../../app/trpc.ts";
import { createStore } from "../state/store.ts";

export type RenameAsked = Inputs["references"]["planRename"];
export type RenamePlan = Extract<Outputs["references"]["planRename"], { status: "ready" }>;

/** The rename that is shown before it is done, whatever script is in front. */
export const renameRequest = createStore<{ shown: { asked: RenameAsked; plan: RenamePlan } | null }>({
  shown: null,
});
