import { Modal } from "@mantine/core";
import { DeleteRealmForm } from "./delete-realm-form.tsx";
import { ExportForm } from "./moving/export-form.tsx";
import { ImportForm } from "./moving/import-form.tsx";
import type { RealmDialog } from "./realm-standing.ts";
import { RenameRealmForm } from "./rename-realm-form.tsx";

const dialogs = {
  rename: { title: (realm: string) => `Rename ${realm}`, Form: RenameRealmForm, size: 460 },
  delete: { title: (realm: string) => `Delete ${realm}?`, Form: DeleteRealmForm, size: 460 },
  export: { title: (realm: string) => `Export ${realm}`, Form: ExportForm, size: 480 },
  import: { title: (realm: string) => `Import into ${realm}`, Form: ImportForm, size: 960 },
} as const;

/** What is asked before a realm is renamed, deleted, exported, or written to from an archive. */
export function RealmDialogs({ dialog, onClose }: { dialog: RealmDialog | null; onClose: () => void }) {
  const { title, Form, size } = dialogs[dialog?.kind ?? "rename"];
  return (
    <Modal opened={dialog !== null} onClose={onClose} title={dialog && title(dialog.realm.title)} size={size}>
      {dialog === null ? null : <Form realm={dialog.realm} onClose={onClose} />}
    </Modal>
  );
}
