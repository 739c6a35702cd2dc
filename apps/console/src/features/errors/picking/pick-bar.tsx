import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { Check, CircleDot, X } from "lucide-react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { countOf } from "../../../components/format.ts";
import { keyText } from "../../../components/key-hint.tsx";
import { MuteMenu } from "../triage/mute-menu.tsx";
import type { Triage } from "../triage/use-triage.tsx";
import styles from "./picking.module.css";
import { mostPicks } from "./picks.ts";

/** What can be done to the picked rows, all at once. */
export function PickBar(props: {
  picked: ReadonlySet<string>;
  triage: Triage;
  muting: boolean;
  onMuting: (open: boolean) => void;
  onClear: () => void;
}) {
  const { triage } = props;
  const ids = [...props.picked];
  return (
    <div role="toolbar" aria-label="Picked errors" className={styles.bar}>
      <span role="status" className={styles.count}>
        {countOf(ids.length, "error")} picked
        {ids.length === mostPicks ? <span className="soft">, the most at once</span> : null}
      </span>
      <Tooltip label={keyText(shortcuts.resolve)}>
        <Button
          size="compact-sm"
          variant="default"
          loading={triage.pending}
          leftSection={<Check size={14} aria-hidden="true" />}
          onClick={() => triage.act(ids, { kind: "resolve" })}
        >
          Resolve
        </Button>
      </Tooltip>
      <Button
        size="compact-sm"
        variant="default"
        disabled={triage.pending}
        leftSection={<CircleDot size={14} aria-hidden="true" />}
        onClick={() => triage.act(ids, { kind: "reopen" })}
      >
        Reopen
      </Button>
      <MuteMenu
        size="compact-sm"
        opened={props.muting}
        onOpened={props.onMuting}
        disabled={triage.pending}
        onMute={(act) => triage.act(ids, act)}
      />
      <Tooltip label={`Pick none (${keyText(shortcuts.pickAll)})`}>
        <ActionIcon aria-label="Pick none" onClick={props.onClear}>
          <X size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
