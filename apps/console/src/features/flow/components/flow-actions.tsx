import { ActionIcon, Button, Menu } from "@mantine/core";
import { Ellipsis, Play } from "lucide-react";
import type { Command } from "../../../app/commands/offers.ts";

/** What can be done with a flow: try it, and what its menu has for who may change it. */
export function FlowActions(props: { ready: boolean; onTry: () => void; menu: readonly Command[] }) {
  return (
    <>
      <Button
        leftSection={<Play size={13} aria-hidden="true" />}
        onClick={props.onTry}
        disabled={!props.ready}
      >
        Try it
      </Button>
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
