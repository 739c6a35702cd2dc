import { ActionIcon, Menu } from "@mantine/core";
import { EllipsisVertical } from "lucide-react";
import { confirm } from "../../../components/confirm.tsx";
import type { Sample } from "./use-chosen-sample.ts";

/** What can be done with the chosen sample, beside running it. */
export function SampleMenu(props: {
  chosen: Sample | undefined;
  locked: boolean;
  onUpdate: (sample: Sample) => void;
  onEmpty: () => void;
  onDelete: (sample: Sample) => void;
}) {
  const { chosen, locked, onUpdate, onEmpty, onDelete } = props;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon size={30} aria-label="More about samples">
          <EllipsisVertical size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={locked || !chosen}
          onClick={() =>
            chosen &&
            confirm({
              title: `Update the sample “${chosen.name}”?`,
              text: "It becomes this input for everybody. The input it had is not kept.",
              action: "Update sample",
              onConfirm: () => onUpdate(chosen),
            })
          }
        >
          Update “{chosen?.name ?? "sample"}” with this input…
        </Menu.Item>
        <Menu.Item onClick={onEmpty}>Start with an empty input</Menu.Item>
        <Menu.Item
          c="var(--sy-error)"
          disabled={locked || !chosen}
          onClick={() =>
            chosen &&
            confirm({
              title: `Delete the sample “${chosen.name}”?`,
              text: "The input stays in the editor until you load another one.",
              action: "Delete sample",
              danger: true,
              onConfirm: () => onDelete(chosen),
            })
          }
        >
          Delete sample…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
