import { Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { faultOf } from "../../../app/fault.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { RowMenu } from "../../../components/row-menu.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import type { VersionRow } from "../server/types.ts";
import { useCopyIntoDraft } from "./use-copy-into-draft.ts";

export function VersionActions({ version, onRollback }: { version: VersionRow; onRollback: () => void }) {
  const { route, readOnlyReason } = useEditorScope();
  const { item } = useScriptScope().detail;
  const locked = readOnlyReason !== null;
  const trpc = useTRPC();
  const copy = useCopyIntoDraft();
  const { number } = version;

  const copyIntoDraft = async () => {
    try {
      const full = await queryClient.ensureQueryData(
        trpc.versions.get.queryOptions({ scriptId: item.id, number }, { staleTime: Infinity }),
      );
      copy(`v${number}`, full.source, number);
    } catch (error) {
      notifications.show({ color: "red", title: "It was not copied", message: faultOf(error).message });
    }
  };

  return (
    <RowMenu
      label={`Actions of v${number}`}
      width={220}
      items={() => (
        <>
          <Menu.Item onClick={() => route.patch({ version: number, compare: undefined }, { push: true })}>
            Open v{number}, read-only
          </Menu.Item>
          <Menu.Item
            onClick={() =>
              route.patch(
                { compare: `${number}...draft`, version: undefined, line: undefined },
                { push: true },
              )
            }
          >
            Compare with the draft
          </Menu.Item>
          {!version.live && (
            <Menu.Item
              onClick={() =>
                route.patch(
                  { compare: `${number}...live`, version: undefined, line: undefined },
                  { push: true },
                )
              }
            >
              Compare with live
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item disabled={locked} onClick={() => void copyIntoDraft()}>
            Copy v{number} into draft
          </Menu.Item>
          <Menu.Item disabled={locked || version.live} c="var(--sy-error)" onClick={onRollback}>
            {item.status === "retired" ? `Make v${number} live again…` : `Roll back to v${number}…`}
          </Menu.Item>
        </>
      )}
    />
  );
}
