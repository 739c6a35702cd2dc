import type { Turn } from "../../../app/in-turn.ts";
import { createStore, createStoreFamily } from "../state/store.ts";

export type PublishState =
  | { status: "idle" }
  | { status: "publishing"; turn?: Turn | null }
  | { status: "failed"; message: string };

/** How the last publish of a script went; forgotten at the next edit of the sheet. */
export const publishStateOf = createStoreFamily<{ state: PublishState }>(() => ({
  state: { status: "idle" },
}));

/** Which script's publish sheet is open. */
export const publishSheet = createStore<{ scriptId: string | null }>({ scriptId: null });
