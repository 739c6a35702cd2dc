import { ActionIcon, Button, Menu, Select } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
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

/** Named inputs kept beside the script: load one, save the input as one. */
export function SamplePicker({ input }: { input: Input }) {
  const { route, readOnlyReason } = useEditorScope();
  const { draft } = useScriptScope();
  const { scriptId } = draft;
  const store = runOptionsOf(scriptId);
  const { sampleId, replaying } = useStore(store);
  const samples = useSamples(scriptId).data ?? [];
  const chosen = samples.find((sample) => sample.id === sampleId);
  const [naming, setNaming] = useState(false);
  const trpc = useTRPC();
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.samples.list.queryKey({ scriptId }) });
  const save = useMutation(
    trpc.samples.save.mutationOptions({
      async onSuccess(sample) {
        await refresh();
        store.set({ sampleId: sample.id });
        route.patch({ sample: sample.id });
        setNaming(false);
      },
    }),
  );
  const failed = (title: string) => (error: unknown) =>
    void notifications.show({ color: "red", title, message: faultOf(error).message });
  const remove = useMutation(
    trpc.samples.remove.mutationOptions({
      onSuccess: refresh,
      onError: failed("The sample was not deleted"),
    }),
  );
  const locked = readOnlyReason !== null;
  const broken = useBrokenInput(input, naming);

  const choose = (id: string | null) => {
    const sample = samples.find((s) => s.id === id);
    if (!sample) return;
    input.fill(sample.args);
    store.set({ sampleId: sample.id, replaying: null });
    route.patch({ sample: sample.id, execution: undefined });
  };
  const saveAs = (values: { name: string; description: string }, done: () => void) => {
    const read = input.read();
    if (read.ok)
      save.mutate({ scriptId: draft.scriptId as never, ...values, args: read.args }, { onSuccess: done });
  };
  const update = ({ id, name, description }: NonNullable<typeof chosen>) => {
    const read = input.read();
    const onError = failed(`“${name}” was not updated`);
    if (!read.ok) return onError(new Error(read.message));
    save.mutate({ scriptId: draft.scriptId as never, id, name, description, args: read.args }, { onError });
  };

  return (
    <div className={styles.samples}>
      <Select
        size="xs"
        label="Sample"
        style={{ flex: 1, minWidth: 0 }}
        placeholder={replaying ? "Recorded input" : samples.length === 0 ? "No samples yet" : "Custom input"}
        value={chosen?.id ?? null}
        onChange={choose}
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
              store.set({ sampleId: null });
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
