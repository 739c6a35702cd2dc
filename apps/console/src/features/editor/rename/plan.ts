import { specifierOfUri } from "@scriptyard/languages/editor";
import { trpcClient } from "../../../app/trpc.ts";
import { type OpenDraft, openDrafts } from "../drafts/open-drafts.ts";
import { savedDraft } from "../drafts/saved.ts";
import type { RenameAsked, RenamePlan } from "./rename-store.ts";

/** Where a name stands, and what it is to be called. */
export type Wish = Pick<RenameAsked, "line" | "column" | "newName">;

/**
 * What a rename would change. What is typed in any open script is saved first, so that the plan is about what one sees.
 *
 * @throws Error in words, where it cannot be done
 */
export async function planRename(draft: OpenDraft, wish: Wish): Promise<Planned> {
  await saveAll(draft);
  const revision = await savedDraft(draft.session);
  return ask({ scriptId: draft.scriptId as RenameAsked["scriptId"], revision, ...wish });
}

/** The same rename, of what the drafts say by now: the place is found again by its line. */
export async function planAnew(asked: RenameAsked): Promise<Planned> {
  await saveAll();
  return ask(asked);
}

type Planned = { asked: RenameAsked; plan: RenamePlan };

async function ask(wish: RenameAsked): Promise<Planned> {
  const plan = await trpcClient.references.planRename.query(wish);
  if (plan.status === "refused") throw new Error(plan.message);
  return { asked: { ...wish, ...plan.place }, plan };
}

/** @param own one sees that draft; the others are named where they could not be saved */
const saveAll = (own: OpenDraft | null = null) =>
  Promise.all(
    openDrafts()
      .filter((open) => open !== own)
      .map(savedElsewhere),
  );

async function savedElsewhere({ session, model }: OpenDraft): Promise<void> {
  await savedDraft(session).catch((error: Error) => {
    const [, ...specifier] = specifierOfUri(model.uri.toString())?.split("/") ?? [];
    throw new Error(`${specifier.join("/")} could not be saved first: ${error.message}`);
  });
}

/** Open editors go on with what was written, without waiting for the stream. */
export function hearOfDrafts(drafts: readonly { scriptId: string; revision: number }[]): void {
  for (const { scriptId, session } of openDrafts()) {
    const written = drafts.find((one) => one.scriptId === scriptId);
    if (written) session.hear(written.revision);
  }
}
