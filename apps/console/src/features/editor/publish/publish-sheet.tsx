import { Drawer } from "@mantine/core";
import type { Diagnostic } from "@scriptyard/model";
import { useStore } from "../../../app/store.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";
import styles from "./publish.module.css";
import { PublishForm } from "./publish-form.tsx";
import { publishSheet, publishStateOf } from "./publish-store.ts";

/** From draft to version: what changes, what was checked, why, and one button that says what it does. */
export function PublishSheet({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const { route } = useEditorScope();
  const { detail, draft } = useScriptScope();
  const sheet = useStore(publishSheet);
  const opened = sheet.scriptId === draft.scriptId;
  const close = () => {
    publishSheet.set({ scriptId: null, resolves: null });
    const store = publishStateOf(draft.scriptId);
    if (store.get().state.status === "failed") store.set({ state: { status: "idle" } });
  };

  return (
    <Drawer
      closeButtonProps={{ "aria-label": "Close" }}
      opened={opened}
      onClose={close}
      position="right"
      size="min(1080px, 94vw)"
      title={`Publish ${route.realm} / ${specifierOf(detail.item)}`}
      classNames={{ body: styles.sheet ?? "", content: styles.content ?? "" }}
    >
      {opened && <PublishForm diagnostics={diagnostics} resolves={sheet.resolves} onClose={close} />}
    </Drawer>
  );
}
