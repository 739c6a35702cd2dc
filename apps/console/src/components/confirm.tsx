import { Button, Group, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { createStore, useStore } from "../app/store.ts";

export type ConfirmRequest = {
  /** A question that names what goes. */
  title: string;
  /** What it means, and what stays. */
  text: ReactNode;
  /** The button: what happens. */
  action: string;
  danger?: boolean;
  onConfirm: () => void;
};

/** Asks before something that is not undone by a key. The button says what happens. */
export function confirm(request: ConfirmRequest): void {
  asked.set({ request, opened: true });
}

/** Once, in the frame. */
export function ConfirmHost() {
  const { request, opened } = useStore(asked);
  // What was asked stays readable while the dialog fades.
  const close = () => asked.set({ opened: false });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={request?.title}
      size={440}
      // Esc is for this question alone, not for a form's dialog below it.
      closeOnEscape={false}
      onKeyDown={(event) => event.key === "Escape" && close()}
      closeButtonProps={{ "aria-label": "Close", ...forThisOnly }}
    >
      <div className="soft">{request?.text}</div>
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={close} {...forThisOnly}>
          Cancel
        </Button>
        <Button
          {...(request?.danger && { color: "red" })}
          data-autofocus
          {...forThisOnly}
          onClick={() => {
            // While the dialog fades, a second click of the same hand finds its button.
            if (!asked.get().opened || asked.get().request !== request) return;
            close();
            request?.onConfirm();
          }}
        >
          {request?.action}
        </Button>
      </Group>
    </Modal>
  );
}

/** Mantine's other dialogs leave keys of such an element alone. */
const forThisOnly = { "data-mantine-stop-propagation": "true" };

const asked = createStore<{ request: ConfirmRequest | null; opened: boolean }>({
  request: null,
  opened: false,
});
