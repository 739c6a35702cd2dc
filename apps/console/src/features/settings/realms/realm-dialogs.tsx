import { Modal } from "@mantine/core";
import { DeleteRealmForm } from "./delete-realm-form.tsx";
import type { RealmDialog } from "./realm-standing.ts";
import { RenameRealmForm } from "./rename-realm-form.tsx";

/** What is asked before a realm is renamed or deleted. */
export function RealmDialogs({ dialog, onClose }: { dialog: RealmDialog | null; onClose: () => void }) {
  const title =
    dialog && (dialog.kind === "delete" ? `Delete ${dialog.realm.title}?` : `Rename ${dialog.realm.title}`);
  return (
    <Modal opened={dialog !== null} onClose={onClose} title={title} size={460}>
      {dialog?.kind === "rename" ? <RenameRealmForm realm={dialog.realm} onClose={onClose} /> : null}
      {dialog?.kind === "delete" ? <DeleteRealmForm realm={dialog.realm} onClose={onClose} /> : null}
    </Modal>
  );
}
