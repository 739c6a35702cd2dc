import { Button } from "@mantine/core";
import { Plus } from "lucide-react";

/** What one can do about all triggers, beside the page's title. */
export function TriggersActions(props: { canEdit: boolean; onLetters: () => void; onNew: () => void }) {
  return (
    <>
      <Button variant="default" onClick={props.onLetters}>
        Dead letters
      </Button>
      {props.canEdit ? (
        <Button leftSection={<Plus size={14} aria-hidden="true" />} onClick={props.onNew}>
          New trigger
        </Button>
      ) : null}
    </>
  );
}
