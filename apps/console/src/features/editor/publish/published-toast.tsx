import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { showOnPage } from "../../../app/page-toasts.ts";

/** Says what is live now, with the way back at hand. */
export function showPublished(props: {
  label: string;
  previous: number | null;
  openVersions: () => void;
  /** Asks for the reason to go back to what was live before. */
  rollBack: () => void;
  /** How it went with the error that this version was to resolve. */
  resolved?: { ok: true } | { ok: false; message: string } | undefined;
}): void {
  const id = showOnPage({
    color: props.resolved?.ok === false ? "yellow" : "green",
    title: props.resolved?.ok
      ? `${props.label} is live, and the error is resolved`
      : `${props.label} is live`,
    autoClose: 12_000,
    message: (
      <>
        {props.resolved?.ok === false && <p>The error is still open: {props.resolved.message}</p>}
        <Group gap={8} mt={6}>
          {props.previous !== null && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                notifications.hide(id);
                props.rollBack();
              }}
            >
              Roll back to v{props.previous}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              notifications.hide(id);
              props.openVersions();
            }}
          >
            Versions
          </Button>
        </Group>
      </>
    ),
  });
}
