import { Button, Tooltip } from "@mantine/core";
import { Pause, Play } from "lucide-react";
import { useOffer } from "../../../app/commands/offers.ts";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { useKey } from "../../../app/keys/use-key.ts";
import { formatNumber } from "../../../components/format.ts";
import { keyText } from "../../../components/key-hint.tsx";

/** Holds a list that grows under its reader, and says how much came meanwhile. */
export function TailButton(props: { paused: boolean; fresh: number; onToggle: () => void }) {
  const { paused, fresh, onToggle } = props;
  useKey("pause", onToggle);
  useOffer("Executions", [
    {
      id: "pause",
      label: paused ? "Go on with new rows" : "Pause new rows",
      shortcut: "pause",
      run: onToggle,
    },
  ]);
  const key = keyText(shortcuts.pause);
  return (
    <>
      <Tooltip
        label={paused ? `Show what is new, and go on (${key})` : `New rows wait until you go on (${key})`}
      >
        <Button
          variant={paused && fresh > 0 ? "light" : "default"}
          leftSection={
            paused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />
          }
          onClick={onToggle}
        >
          {paused ? `Go on${fresh > 0 ? ` · ${formatNumber(fresh)} new` : ""}` : "Pause"}
        </Button>
      </Tooltip>
      <span className="hidden-text" aria-live="polite">
        {paused ? `Paused${fresh > 0 ? `, ${fresh} new` : ""}` : ""}
      </span>
    </>
  );
}
