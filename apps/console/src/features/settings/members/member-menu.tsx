import { ActionIcon, Menu } from "@mantine/core";
import { Ban, EllipsisVertical, KeyRound, UserCheck } from "lucide-react";
import { productSignIn } from "../../../app/mount.ts";
import { linkWord, type Member } from "./access.ts";

/** What can be done with a member, beside the role. */
export function MemberMenu(props: {
  user: Member;
  busy: boolean;
  onReset: () => void;
  onToggle: () => void;
}) {
  const { user } = props;
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`Actions for ${user.email}`} loading={props.busy}>
          <EllipsisVertical size={15} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {user.disabled || productSignIn() !== null ? null : (
          <Menu.Item leftSection={<KeyRound size={15} />} onClick={props.onReset}>
            {linkWord(user)}…
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={user.disabled ? <UserCheck size={15} /> : <Ban size={15} />}
          onClick={props.onToggle}
        >
          {user.disabled ? "Enable" : "Disable…"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
