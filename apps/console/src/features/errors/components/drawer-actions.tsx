import { Button, Tooltip } from "@mantine/core";
import { Bell, Check, CircleDot } from "lucide-react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { keyText } from "../../../components/key-hint.tsx";
import { ReplayButton } from "../../../components/replay-button.tsx";
import { MuteMenu } from "../triage/mute-menu.tsx";
import type { Triage } from "../triage/use-triage.tsx";
import type { Group } from "../use-group.ts";

/** What can be done with one group: the key of each is in the list of keys. */
export function DrawerActions(props: {
  group: Pick<Group, "id" | "status" | "lastExecution">;
  triage: Triage;
  muting: boolean;
  onMuting: (open: boolean) => void;
}) {
  const { group, triage } = props;
  const isResolved = group.status === "resolved";
  const act = (kind: "resolve" | "reopen") => triage.act([group.id], { kind });
  return (
    <>
      <Tooltip label={keyText(shortcuts.resolve)}>
        <Button
          variant="default"
          loading={triage.pending}
          leftSection={
            isResolved ? <CircleDot size={14} aria-hidden="true" /> : <Check size={14} aria-hidden="true" />
          }
          onClick={() => act(isResolved ? "reopen" : "resolve")}
        >
          {isResolved ? "Reopen" : "Resolve"}
        </Button>
      </Tooltip>
      {group.status === "muted" ? (
        <Button
          variant="default"
          disabled={triage.pending}
          leftSection={<Bell size={14} aria-hidden="true" />}
          onClick={() => act("reopen")}
        >
          Unmute
        </Button>
      ) : (
        <MuteMenu
          opened={props.muting}
          onOpened={props.onMuting}
          disabled={triage.pending}
          onMute={(how) => triage.act([group.id], how)}
        />
      )}
      {group.lastExecution ? <ReplayButton execution={group.lastExecution} /> : null}
    </>
  );
}
