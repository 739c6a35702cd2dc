import { Button, Group, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { KeyHint } from "../../../components/key-hint.tsx";

/** How a form ends that changes what is live: the reason, which stays with the act, what the server refused, and the act. */
export function ReasonEnd(props: {
  reason: string;
  onReason: (reason: string) => void;
  placeholder: string;
  problem: string | undefined;
  /** What was refused and belongs to no field. */
  rest: string | null;
  /** What else is decided with it. */
  children?: ReactNode;
  action: string;
  pending: boolean;
  onClose: () => void;
}) {
  return (
    <>
      <Textarea
        label="Reason"
        required
        placeholder={props.placeholder}
        data-autofocus
        autosize
        minRows={2}
        maxLength={2_000}
        value={props.reason}
        onChange={(event) => props.onReason(event.currentTarget.value)}
        error={props.problem}
      />
      {props.rest === null ? null : <FormProblem>{props.rest}</FormProblem>}
      {props.children}
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          color="red"
          loading={props.pending}
          rightSection={<KeyHint of={shortcuts.publishNow} />}
        >
          {props.action}
        </Button>
      </Group>
    </>
  );
}
