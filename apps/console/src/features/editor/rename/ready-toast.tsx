import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { showOnPage } from "../../../app/page-toasts.ts";
import { type RenameAsked, type RenamePlan, renameRequest } from "./rename-store.ts";

/** What a rename would change is known, and its author types again: a dialog would take the next letters. */
export function showReady(shown: { asked: RenameAsked; plan: RenamePlan }): void {
  const { name, newName } = shown.plan;
  const id = showOnPage({
    title: `${name} is not ${newName} yet`,
    autoClose: 20_000,
    message: (
      <>
        <p>What would change was looked for while you went on writing.</p>
        <Button
          mt={6}
          size="compact-xs"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            renameRequest.set({ shown });
          }}
        >
          Look at it
        </Button>
      </>
    ),
  });
}
