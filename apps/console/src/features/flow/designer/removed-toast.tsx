import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { showOnPage } from "../../../app/page-toasts.ts";

/** A flow was deleted: said on the list it leads to, with the way back. */
export function tellRemoved(title: string, onUndo: () => void): void {
  const id = showOnPage({
    autoClose: 30_000,
    message: (
      <Group gap={8}>
        <span>{title} is deleted. It can be taken back for seven days.</span>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}
