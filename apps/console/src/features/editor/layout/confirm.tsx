import { Button, Group, Modal } from "@mantine/core";
import { createStore, useStore } from "../state/store.ts";

/** Asks before something that is not undone by a key. The button says what happens. */
export function confirm(request: ConfirmRequest): void {
  confirmation.set({ request });
}

export type ConfirmRequest = {
  title: string;
  text: string;
  action: string;
  danger?: boolean;
  onConfirm: () => void;
};

export function ConfirmHost() {
  const { request } = useStore(confirmation);
  const close = () => confirmation.set({ request: null });
  return (
    <Modal
      closeButtonProps={{ "aria-label": "Close" }}
      opened={request !== null}
      onClose={close}
      title={request?.title}
      size={440}
    >
      <p className="soft">{request?.text}</p>
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          {...(request?.danger && { color: "red" })}
          data-autofocus
          onClick={() => {
            request?.onConfirm();
            close();
          }}
        >
          {request?.action}
        </Button>
      </Group>
    </Modal>
  );
}

const confirmation = createStore<{ request: ConfirmRequest | null }>({ request: null });
