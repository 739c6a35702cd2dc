import { Button, Menu } from "@mantine/core";
import type { ErrorAct } from "@scriptyard/model";
import { BellOff } from "lucide-react";
import { useState } from "react";
import { MuteDialog } from "./mute-dialog.tsx";

const spans = [
  ["For 1 hour", 3_600_000],
  ["For 1 day", 86_400_000],
  ["For 1 week", 7 * 86_400_000],
] as const;

/** For how long: the usual spans at hand, any other time and a number of times behind a dialog. */
export function MuteMenu(props: {
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onMute: (act: ErrorAct) => void;
  disabled?: boolean;
  size?: "compact-sm";
}) {
  const [choosing, setChoosing] = useState<"time" | "times" | null>(null);
  return (
    <>
      <Menu opened={props.opened} onChange={props.onOpened} position="bottom-end" width={240}>
        <Menu.Target>
          <Button
            variant="default"
            {...(props.size && { size: props.size })}
            disabled={props.disabled ?? false}
            leftSection={<BellOff size={14} aria-hidden="true" />}
          >
            Mute
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {spans.map(([label, ms]) => (
            <Menu.Item key={label} onClick={() => props.onMute({ kind: "mute", until: Date.now() + ms })}>
              {label}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setChoosing("time")}>Until a time…</Menu.Item>
          <Menu.Item onClick={() => setChoosing("times")}>Until it happens more often…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {choosing ? (
        <MuteDialog
          by={choosing}
          onClose={() => setChoosing(null)}
          onMute={(act) => {
            setChoosing(null);
            props.onMute(act);
          }}
        />
      ) : null}
    </>
  );
}
