import { Button, Menu } from "@mantine/core";
import { Columns3 } from "lucide-react";
import { useState } from "react";
import { useOffer } from "../../../app/commands/offers.ts";
import { type ColumnId, columnIds, defaultColumns } from "../column-ids.ts";
import { columns as table } from "../columns.tsx";

/** Chooses the columns of the list. */
export function ColumnsMenu(props: {
  columns: readonly ColumnId[];
  onChoose: (columns: readonly ColumnId[]) => void;
}) {
  const { columns, onChoose } = props;
  const [opened, setOpened] = useState(false);
  useOffer("Executions", [{ id: "columns", label: "Columns…", run: () => setOpened(true) }]);
  const toggled = (id: ColumnId) =>
    columns.includes(id) ? columns.filter((other) => other !== id) : [...columns, id];
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={180}
      closeOnItemClick={false}
      menuItemTabIndex={0}
    >
      <Menu.Target>
        <Button variant="default" leftSection={<Columns3 size={14} aria-hidden="true" />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columnIds.map((id) => (
          <Menu.CheckboxItem key={id} checked={columns.includes(id)} onChange={() => onChoose(toggled(id))}>
            {table[id].head}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onChoose(defaultColumns)}>As it was at first</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
