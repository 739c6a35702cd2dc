import { notifications } from "@mantine/notifications";
import type { Turn } from "../../../app/in-turn.ts";
import { createStore, createStoreFamily } from "../../../app/store.ts";
import type { OpenDraft } from "../drafts/open-drafts.ts";

export type PublishState =
  | { status: "idle" }
  | { status: "publishing"; turn?: Turn | null }
  | { status: "failed"; message: string };

/** How the last publish of a script went; forgotten at the next edit of the sheet. */
export const publishStateOf = createStoreFamily<{ state: PublishState }>(() => ({
  state: { status: "idle" },
}));

/** Which script's publish sheet is open, and the error that is resolved once its version is live. */
export const publishSheet = createStore<{ scriptId: string | null; resolves: `erg_${string}` | null }>({
  scriptId: null,
  resolves: null,
});

export function openPublishSheet(
  { scriptId, session }: Pick<OpenDraft, "scriptId" | "session">,
  resolves: `erg_${string}` | null = null,
): void {
  session.flush();
  // A toast lies over the sheet's buttons.
  notifications.clean();
  publishSheet.set({ scriptId, resolves });
}
