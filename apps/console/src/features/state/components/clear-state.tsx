import { Button } from "@mantine/core";
import { confirm } from "../../../components/confirm.tsx";

/** Deletes what the list shows, after a question that says what that means. */
export function ClearState(props: { isNarrowed: boolean; isPending: boolean; onClear: () => void }) {
  const { isNarrowed, isPending, onClear } = props;
  return (
    <Button
      size="xs"
      variant="default"
      loading={isPending}
      onClick={() =>
        confirm({
          title: isNarrowed ? "Delete every entry found?" : "Delete all state of the realm?",
          text: "Counters begin anew, who was locked out is let in, and what was seen once counts as new. It cannot be taken back.",
          action: isNarrowed ? "Delete what was found" : "Delete all state",
          danger: true,
          onConfirm: onClear,
        })
      }
    >
      {isNarrowed ? "Delete found" : "Delete all"}
    </Button>
  );
}
