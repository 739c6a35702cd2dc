import { ActionIcon, Button, Group, Menu, Modal, Select, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { EllipsisVertical } from "lucide-react";
import { useRef, useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { confirm } from "../layout/confirm.tsx";
import { useSamples } from "../server/queries.ts";
import { useStore } from "../state/store.ts";
import styles from "./input.module.css";
import { runOptionsOf } from "./input-store.ts";
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
  const refresh = () => queryClient.invalidateQueries(trpc.samples.pathFilter());
  const save = useMutation(
    trpc.samples.save.mutationOptions({
      async onSuccess(sample) {
        await refresh();
        store.set({ sampleId: sample.id });
        setNaming(false);
      },
    }),
  );
  const remove = useMutation(trpc.samples.remove.mutationOptions({ onSuccess: refresh }));
  const locked = readOnlyReason !== null;

  const lastChosen = useRef<string | null>(null);
  const choose = async (id: string | null) => {
    const listed = samples.find((s) => s.id === id);
    lastChosen.current = id;
    if (!listed) return;
    try {
      const { args } = await queryClient.fetchQuery(trpc.samples.get.queryOptions({ id: listed.id }));
      // Another one was chosen while this one was on its way.
      if (lastChosen.current !== listed.id) return;
      input.fill(args);
      store.set({ sampleId: listed.id, replaying: null });
      route.patch({ sample: listed.id, execution: undefined });
    } catch (error) {
      notifications.show({ color: "red", message: faultOf(error).message });
    }
  };
  const saveAs = (values: { name: string; description: string }, id?: typeof sampleId) => {
    const read = input.read();
    if (read.ok)
      save.mutate({
        scriptId: draft.scriptId as never,
        ...values,
        args: read.args,
        ...(id && { id: id as never }),
      });
  };

  return (
    <div className={styles.samples}>
      <Select
        size="xs"
        label="Sample"
        style={{ flex: 1, minWidth: 0 }}
        placeholder={replaying ? "Recorded input" : samples.length === 0 ? "No samples yet" : "Custom input"}
        value={chosen?.id ?? null}
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
        onClick={() => setNaming(true)}
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
              chosen && saveAs({ name: chosen.name, description: chosen.description }, chosen.id)
            }
          >
            Update “{chosen?.name ?? "sample"}” with this input
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              input.fill([{}, null]);
              store.set({ sampleId: null });
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
      <NameDialog
        opened={naming}
        taken={samples.map((sample) => sample.name)}
        busy={save.isPending}
        problem={save.error ? faultOf(save.error).message : null}
        onClose={() => setNaming(false)}
        onSave={saveAs}
      />
    </div>
  );
}

function NameDialog(props: {
  opened: boolean;
  taken: string[];
  busy: boolean;
  problem: string | null;
  onClose: () => void;
  onSave: (values: { name: string; description: string }) => void;
}) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const double = props.taken.includes(name.trim());
  const problem = double ? "There is a sample of this name already." : props.problem;
  return (
    <Modal
      closeButtonProps={{ "aria-label": "Close" }}
      opened={props.opened}
      onClose={props.onClose}
      title="Save the input as a sample"
      size={420}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && !double) props.onSave({ name: name.trim(), description: description.trim() });
        }}
      >
        <TextInput
          label="Name"
          placeholder="new device, unknown country"
          data-autofocus
          maxLength={80}
          required
          value={name}
          error={problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label="What it shows (optional)"
          mt={10}
          autosize
          maxLength={500}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap={8} mt={16}>
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={props.busy} disabled={!name.trim() || double}>
            Save sample
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
