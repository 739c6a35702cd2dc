import { createStoreFamily } from "../../../app/store.ts";
import type { Outputs } from "../../../app/trpc.ts";

export type References = Outputs["references"]["find"];

/** What was last looked for from a script. */
export type ReferencesState =
  | { status: "idle" }
  | { status: "asking"; name: string }
  | { status: "answered"; name: string; answer: References }
  | { status: "failed"; name: string; message: string };

export const referencesOf = createStoreFamily<{ state: ReferencesState }>(() => ({
  state: { status: "idle" },
}));
