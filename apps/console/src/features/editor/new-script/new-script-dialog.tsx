import { Modal, Tabs } from "@mantine/core";
import { useState } from "react";
import { useStore } from "../../../app/store.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { useEditorScope } from "../editor-context.ts";
import { useTemplates } from "../server/queries.ts";
import type { Template } from "../server/types.ts";
import styles from "./new-script.module.css";
import { NewScriptForm } from "./new-script-form.tsx";
import { newScriptDialog } from "./new-script-store.ts";
import { TemplateGallery } from "./template-gallery.tsx";

/** A new script: from a template, blank for a hook, or a library. */
export function NewScriptDialog() {
  const { route } = useEditorScope();
  const { open } = useStore(newScriptDialog);
  // Other pages ask for it by the address.
  const asked = route.search.new;
  const done = () => newScriptDialog.set({ open: false, module: "" });
  const close = () => {
    done();
    if (asked !== undefined) route.patch({ new: undefined });
  };
  const opened = open || asked !== undefined;
  return (
    <Modal
      closeButtonProps={{ "aria-label": "Close" }}
      opened={opened}
      onClose={close}
      title="New script"
      size="min(1040px, 94vw)"
    >
      {opened && <Choice hook={asked === "any" ? undefined : asked} onDone={done} />}
    </Modal>
  );
}

/** @param props.hook what the script is wanted for; undefined = whatever */
function Choice({ hook, onDone }: { hook: string | undefined; onDone: () => void }) {
  const { route } = useEditorScope();
  const templates = useTemplates(route.realm, true);
  const [template, setTemplate] = useState<Template | null>(null);
  const [tab, setTab] = useState<string | null>("template");

  if (template && tab === "template")
    return (
      <NewScriptForm kind="template" template={template} onBack={() => setTemplate(null)} onDone={onDone} />
    );
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false}>
      <Tabs.List aria-label="How to start" mb={12}>
        <Tabs.Tab value="template">From a template</Tabs.Tab>
        <Tabs.Tab value="blank">Blank, for a hook</Tabs.Tab>
        <Tabs.Tab value="library">Library</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="template" className={styles.panel}>
        {templates.error && !templates.data ? (
          <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
        ) : (
          <TemplateGallery
            templates={templates.data ?? []}
            pending={templates.isPending}
            query={hook}
            onUse={setTemplate}
          />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="blank">
        <NewScriptForm kind="blank" hook={hook} onDone={onDone} />
      </Tabs.Panel>
      <Tabs.Panel value="library">
        <NewScriptForm kind="library" onDone={onDone} />
      </Tabs.Panel>
    </Tabs>
  );
}
