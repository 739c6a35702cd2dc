import { Button } from "@mantine/core";
import { confirm } from "./confirm.tsx";

/** Beside a form's button while something is typed and not saved: that it is kept, and the way to drop it. */
export function KeptNote({ kept, onDiscard }: { kept: boolean; onDiscard: () => void }) {
  if (!kept) return null;
  return (
    <>
      <Button
        variant="default"
        onClick={() =>
          confirm({
            title: "Discard what you typed?",
            text: "The form goes back to what is saved. What you typed here is not kept anywhere else.",
            action: "Discard",
            danger: true,
            onConfirm: onDiscard,
          })
        }
      >
        Discard…
      </Button>
      <span className="small soft">Not saved yet; kept in this browser.</span>
    </>
  );
}
