import { ActionIcon, Menu } from "@mantine/core";
import { EllipsisVertical } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

/**
 * What can be done with one row of a list. Its menu is made when it is first opened: fifty that nobody opens took most of the
 * time that their list needed to come.
 */
export function RowMenu(props: { label: string; width: number; items: () => ReactNode }) {
  const { label, width, items } = props;
  const [made, setMade] = useState(false);
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // The button is another element from here on, and the menu gives the focus back to where it was when it opened.
  useLayoutEffect(() => {
    if (!made) return;
    button.current?.focus();
    setOpened(true);
  }, [made]);
  const icon = <EllipsisVertical size={14} />;
  if (!made)
    return (
      <ActionIcon
        size={24}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => setMade(true)}
      >
        {icon}
      </ActionIcon>
    );
  return (
    <Menu position="bottom-end" width={width} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <ActionIcon ref={button} size={24} aria-label={label}>
          {icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{items()}</Menu.Dropdown>
    </Menu>
  );
}
