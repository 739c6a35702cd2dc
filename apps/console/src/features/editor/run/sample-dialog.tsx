import { Button, Group, Modal, Textarea, TextInput } from "@mantine/core";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
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
  /** Where the browser keeps what is typed until it is saved. */
  keptAs: string;
  taken: readonly string[];
  busy: boolean;
  error: unknown;
  /** Why the input cannot be saved as it is; null = it can. */
  broken: string | null;
  onClose: () => void;
  /** `done` once it is saved. */
  onSave: (values: { name: string; description: string }, done: () => void) => void;
};

function SampleForm({ keptAs, taken, busy, error, broken, onClose, onSave }: SampleDialogProps) {
  const { texts, change, reset } = useKeptTexts(keptAs, empty);
  const { name, description } = texts;
  const { form, at, rest } = useForm({
    values: { name, description, args: broken },
    own: { name: nameProblem(name.trim(), taken), description: null, args: broken },
    error,
    onValid: () => onSave({ name: name.trim(), description: description.trim() }, () => reset(empty)),
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
        onChange={(event) => change("name", event.currentTarget.value)}
      />
      <Textarea
        label="What it shows (optional)"
        mt={10}
        autosize
        maxLength={500}
        value={description}
        error={at.description}
        onChange={(event) => change("description", event.currentTarget.value)}
      />
      {input && <FormProblem>{input} Close this dialog to mend it: the input stays as it is.</FormProblem>}
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

const empty = { name: "", description: "" };

function nameProblem(name: string, taken: readonly string[]): string | null {
  if (name === "") return "Give the sample a name, e.g. new device, unknown country.";
  return taken.includes(name) ? "There is a sample of this name already." : null;
}
