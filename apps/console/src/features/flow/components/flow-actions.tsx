import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { Ellipsis, Play, UploadCloud } from "lucide-react";
import type { Command } from "../../../app/commands/offers.ts";

/** What can be done with a flow: try it, and what its menu has for who may change it. `blocked`: why it cannot be tried. */
export function FlowActions(props: {
  ready: boolean;
  blocked: string | null;
  onTry: () => void;
  /** Where it may be published. */
  onPublish?: (() => void) | undefined;
  menu: readonly Command[];
}) {
  const { blocked } = props;
  return (
    <>
      {props.onPublish ? (
        <Button
          variant="default"
          leftSection={<UploadCloud size={13} aria-hidden="true" />}
          onClick={props.onPublish}
        >
          Publish
        </Button>
      ) : null}
      <Tooltip label={blocked} disabled={blocked === null}>
        <Button
          leftSection={<Play size={13} aria-hidden="true" />}
          onClick={blocked === null ? props.onTry : undefined}
          disabled={!props.ready}
          // Disabled to look at and to use, and reached all the same, for its reason.
          {...(blocked === null ? {} : { "data-disabled": true, "aria-disabled": true })}
        >
          Try it
        </Button>
      </Tooltip>
      {props.menu.length > 0 ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label="More">
              <Ellipsis size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {props.menu.map(({ id, label, run }) => (
              <Menu.Item key={id} onClick={run}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </>
  );
}
