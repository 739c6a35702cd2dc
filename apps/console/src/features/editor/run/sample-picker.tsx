import { ActionIcon, Button, Menu, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { EllipsisVertical } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useSamples } from "../server/queries.ts";
import { useStore } from "../state/store.ts";
import styles from "./input.module.css";
import { runOptionsOf } from "./input-store.ts";
import { SampleDialog } from "./sample-dialog.tsx";
import { useBrokenInput } from "./use-broken-input.ts";
import type { Input } from "./use-input.ts";
import { useSampleChanges } from "./use-sample-changes.ts";

/** Named inputs kept beside the script: load one, save the input as one. */
export function SamplePicker({ input }: { input: Input }) {
  const { route, readOnlyReason } = useEditorScope();
  const { draft } = useScriptScope();
  const { scriptId } = draft;
  const store = runOptionsOf(scriptId);
  const { sampleId, choosing, replaying } = useStore(store);
  const samples = useSamples(scriptId).data ?? [];
  const chosen = choosing === null ? samples.find((sample) => sample.id === sampleId) : undefined;
  const [naming, setNaming] = useState(false);
  const trpc = useTRPC();
  const { save, remove, saveAs, update } = useSampleChanges(input, (id) => {
    route.patch({ sample: id });
    setNaming(false);
  });
  const locked = readOnlyReason !== null;
  const broken = useBrokenInput(input, naming);

  const choose = async (id: string | null) => {
    const listed = samples.find((s) => s.id === id);
    if (!listed) return;
    store.set({ choosing: listed.id });
    // Another one may be chosen while this one is on its way.
    const stillChosen = () => store.get().choosing === listed.id;
    try {
      const { args } = await queryClient.fetchQuery(trpc.samples.get.queryOptions({ id: listed.id }));
      if (!stillChosen()) return;
      input.fill(args);
      store.set({ sampleId: listed.id, choosing: null, replaying: null });
      route.patch({ sample: listed.id, execution: undefined });
    } catch (error) {
      if (stillChosen()) store.set({ choosing: null });
      notifications.show({ color: "red", message: faultOf(error).message });
    }
  };

  return (
    <div className={styles.samples}>
      <Select
        size="xs"
        label="Sample"
        style={{ flex: 1, minWidth: 0 }}
        placeholder={replaying ? "Recorded input" : samples.length === 0 ? "No samples yet" : "Custom input"}
        value={choosing ?? chosen?.id ?? null}
        onChange={(id) => void choose(id)}
        allowDeselect={false}
        data={samples.map((sample) => ({ value: sample.id, label: sample.name }))}
        title={chosen?.description}
      />
      <Button
        size="xs"
        variant="default"
        disabled={locked}
        title={readOnlyReason ?? undefined}
        onClick={() => {
          save.reset();
          setNaming(true);
        }}
      >
        Save as sample
      </Button>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon size={30} aria-label="More about samples">
            <EllipsisVertical size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            disabled={locked || !chosen}
            onClick={() =>
              chosen &&
              confirm({
                title: `Update the sample “${chosen.name}”?`,
                text: "It becomes this input for everybody. The input it had is not kept.",
                action: "Update sample",
                onConfirm: () => update(chosen),
              })
            }
          >
            Update “{chosen?.name ?? "sample"}” with this input…
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              input.fill([{}, null]);
              store.set({ sampleId: null, choosing: null });
              route.patch({ sample: undefined });
            }}
          >
            Start with an empty input
          </Menu.Item>
          <Menu.Item
            color="red"
            disabled={locked || !chosen}
            onClick={() =>
              chosen &&
              confirm({
                title: `Delete the sample “${chosen.name}”?`,
                text: "The input stays in the editor until you load another one.",
                action: "Delete sample",
                danger: true,
                onConfirm: () => remove.mutate({ id: chosen.id }),
              })
            }
          >
            Delete sample…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SampleDialog
        keptAs={`${scriptId}/sample`}
        opened={naming}
        taken={samples.map((sample) => sample.name)}
        busy={save.isPending}
        error={save.error}
        broken={broken}
        onClose={() => setNaming(false)}
        onSave={saveAs}
      />
    </div>
  );
}
