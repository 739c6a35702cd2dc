import { Button, Group, Modal } from "@mantine/core";
import { type ReactNode, useSyncExternalStore } from "react";

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
  tell({ request, opened: true });
}

/** Once, in the frame. */
export function ConfirmHost() {
  const { request, opened } = useSyncExternalStore(subscribe, () => state);
  // What was asked stays readable while the dialog fades.
  const close = () => tell({ request, opened: false });
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
            if (!state.opened || state.request !== request) return;
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

type State = { request: ConfirmRequest | null; opened: boolean };

let state: State = { request: null, opened: false };
const listeners = new Set<() => void>();

function tell(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
