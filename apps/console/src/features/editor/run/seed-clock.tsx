import { ActionIcon, SegmentedControl, TextInput, Tooltip } from "@mantine/core";
import { RefreshCw } from "lucide-react";
import { localTimeText } from "../../../components/local-time.ts";
import styles from "./input.module.css";

/** Same seed, same random numbers. Empty = a new one for each run. */
export function SeedControl({
  seed,
  replaying,
  onChange,
}: {
  seed: string | null;
  /** A recording is run again: without another seed the server takes the recorded one, or makes one from it. */
  replaying: boolean;
  onChange: (seed: string | null) => void;
}) {
  return (
    <div className={styles.option}>
      <label htmlFor="run-seed">Seed</label>
      <TextInput
        id="run-seed"
        size="xs"
        placeholder={replaying ? "from the recording" : "new for each run"}
        value={seed ?? ""}
        maxLength={100}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
      <Tooltip label={seed === null ? "A new seed for each run" : "Use a new seed for each run"}>
        <ActionIcon
          size={26}
          aria-label="Use a new seed for each run"
          disabled={seed === null}
          onClick={() => onChange(null)}
        >
          <RefreshCw size={13} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** The time the script sees: the real one, or a fixed one, in local time with seconds. */
export function ClockControl(props: { clockMs: number | null; onChange: (clockMs: number | null) => void }) {
  const { clockMs, onChange } = props;
  return (
    <div className={styles.option}>
      <span id="run-clock">Clock</span>
      <span className="faint small">{clockMs === null ? "the time of the run" : ""}</span>
      <SegmentedControl
        size="xs"
        aria-labelledby="run-clock"
        value={clockMs === null ? "now" : "fixed"}
        onChange={(value) => onChange(value === "fixed" ? Math.floor(Date.now() / 1_000) * 1_000 : null)}
        data={[
          { value: "now", label: "now" },
          { value: "fixed", label: "fixed" },
        ]}
      />
      {clockMs !== null && (
        <TextInput
          className={styles.time}
          size="xs"
          type="datetime-local"
          step={1}
          aria-labelledby="run-clock"
          value={localTimeText(clockMs)}
          onChange={(event) => {
            const ms = Date.parse(event.currentTarget.value);
            if (!Number.isNaN(ms)) onChange(ms);
          }}
        />
      )}
    </div>
  );
}
