import { Button, Group, Modal, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";

/** What a new sample is called, and what it shows. */
export function SampleDialog(props: SampleDialogProps & { opened: boolean }) {
  const { opened, ...rest } = props;
  return (
    <Modal
      closeButtonProps={{ "aria-label": "Close" }}
      opened={opened}
      onClose={props.onClose}
      title="Save the input as a sample"
      size={420}
    >
      {opened && <SampleForm {...rest} />}
    </Modal>
  );
}

type SampleDialogProps = {
  taken: readonly string[];
  busy: boolean;
  error: unknown;
  /** Why the input cannot be saved as it is; null = it can. */
  broken: string | null;
  onClose: () => void;
  onSave: (values: { name: string; description: string }) => void;
};

function SampleForm({ taken, busy, error, broken, onClose, onSave }: SampleDialogProps) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const { form, at, rest } = useForm({
    own: { name: nameProblem(name.trim(), taken), description: null, args: broken },
    error,
    onValid: () => onSave({ name: name.trim(), description: description.trim() }),
  });
  const input = broken ?? at.args;
  return (
    <form {...form}>
      <TextInput
        label="Name"
        placeholder="new device, unknown country"
        data-autofocus
        maxLength={80}
        value={name}
        error={at.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label="What it shows (optional)"
        mt={10}
        autosize
        maxLength={500}
        value={description}
        error={at.description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      {input && <FormProblem>{input}. Close this dialog to mend it: the input stays as it is.</FormProblem>}
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Save sample
        </Button>
      </Group>
    </form>
  );
}

function nameProblem(name: string, taken: readonly string[]): string | null {
  if (name === "") return "Give the sample a name, e.g. new device, unknown country.";
  return taken.includes(name) ? "There is a sample of this name already." : null;
}
