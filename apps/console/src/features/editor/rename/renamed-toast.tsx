import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { faultOf } from "../../../app/fault.ts";
import { showOnPage } from "../../../app/page-toasts.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { type Inputs, queryClient, trpc, trpcClient } from "../../../app/trpc.ts";
import { plural } from "../../../components/format.ts";
import { hearOfDrafts } from "./plan.ts";
import type { RenamePlan } from "./rename-store.ts";
import { notDone } from "./rename-words.ts";

type Drafts = Inputs["references"]["undoRename"]["drafts"];

/** Says what was done, with the way back: all drafts at once. */
export function showRenamed(
  realm: string,
  { name, newName }: Pick<RenamePlan, "name" | "newName">,
  drafts: Drafts,
): void {
  const id = showOnPage({
    title: `${name} is ${newName} now`,
    autoClose: 20_000,
    message: (
      <>
        <p>In {plural(drafts.length, "draft")}, not published yet.</p>
        <Button
          mt={6}
          size="compact-xs"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            void undo(realm, drafts);
          }}
        >
          Undo in {plural(drafts.length, "draft")}
        </Button>
      </>
    ),
  });
}

async function undo(realm: string, drafts: Drafts): Promise<void> {
  try {
    const done = await trpcClient.references.undoRename.mutate({ realm, drafts });
    if (!done.ok) return refuse(`${notDone(done)} since. Each draft’s history has its text.`);
    hearOfDrafts(done.drafts);
    void hearOfScripts(realm, { ids: done.drafts.map(({ scriptId }) => scriptId) });
    void queryClient.invalidateQueries(trpc.references.pathFilter());
    notifications.show({ message: `${plural(done.drafts.length, "draft")} as before.` });
  } catch (error) {
    refuse(faultOf(error).message);
  }
}

function refuse(message: string): void {
  notifications.show({ color: "red", title: "Nothing was undone", message });
}
