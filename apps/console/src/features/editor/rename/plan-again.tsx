import { Button, Group, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { planAnew } from "./plan.ts";
import type { RenameAsked, RenamePlan } from "./rename-store.ts";

/** After a refusal: the same rename, or one to another name, as it would be by now. */
export function PlanAgain(props: {
  asked: RenameAsked;
  onPlanned: (shown: { asked: RenameAsked; plan: RenamePlan }) => void;
  onProblem: (message: string) => void;
  onCancel: () => void;
}) {
  const { asked, onPlanned, onProblem, onCancel } = props;
  const [name, setName] = useState(asked.newName);
  const again = useMutation({
    mutationFn: () => planAnew({ ...asked, newName: name.trim() }),
    onSuccess: onPlanned,
    onError: (error) => onProblem(faultOf(error).message),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "" && !again.isPending) again.mutate();
      }}
    >
      <TextInput
        mt={12}
        label="New name"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={again.isPending} disabled={name.trim() === ""}>
          Show it as it would be now
        </Button>
      </Group>
    </form>
  );
}
