import { Button, Group } from "@mantine/core";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { useKey } from "../../../app/keys/use-key.ts";
import { keyText } from "../../../components/key-hint.tsx";
import styles from "./trace.module.css";
import { moved, placeAt, type Traced, type TraceMove } from "./traced.ts";
import type { OpenTrace } from "./use-trace.ts";

type MoveButton = { id: keyof typeof shortcuts; move: TraceMove; way: 1 | -1; label: string };

const buttons = [
  { id: "traceBack", move: "over", way: -1, label: "Back" },
  { id: "traceOver", move: "over", way: 1, label: "Over" },
  { id: "traceIntoBack", move: "into", way: -1, label: "Back into" },
  { id: "traceInto", move: "into", way: 1, label: "Into" },
  { id: "traceOutBack", move: "out", way: -1, label: "Back out" },
  { id: "traceOut", move: "out", way: 1, label: "Out" },
  { id: "traceMarkBack", move: "mark", way: -1, label: "Back to mark" },
  { id: "traceMark", move: "mark", way: 1, label: "To mark" },
] as const satisfies readonly MoveButton[];

/** The whole run on one line: where it is, what else happened when, and the moves of a debugger both ways. */
export function Scrubber({ open, traced }: { open: OpenTrace; traced: Traced }) {
  const { step, seek, close, answer } = open;
  const { steps, marks } = traced.trace;
  const place = placeAt(traced, step);
  const failed = answer?.status === "error";
  return (
    <div className={styles.scrubber}>
      <Group gap={4}>
        {buttons.map((button) => (
          <Move key={button.id} {...button} to={moved(traced, step, button.move, button.way)} seek={seek} />
        ))}
        <span className={styles.place} role="status">
          Step {step + 1} of {steps}, {place.specifier}:{place.line}
          {happened(traced, step)}
        </span>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={close}>
          Close
        </Button>
      </Group>
      <input
        type="range"
        className={styles.range}
        aria-label="Step"
        aria-valuetext={`Step ${step + 1} of ${steps}, line ${place.line}`}
        min={1}
        max={steps}
        value={step + 1}
        onChange={(event) => seek(event.currentTarget.valueAsNumber - 1)}
      />
      {/* Seen only: two may lie on each other, and the moves beside them lead to each. */}
      <div className={styles.marks} aria-hidden="true">
        {marks.slice(0, MOST_MARKS).map(({ kind, index, step: at }) => (
          <span
            key={`${kind}${index}`}
            className={styles.mark}
            data-kind={kind}
            style={{ left: `${share(at, steps)}%` }}
          />
        ))}
        {failed && <span className={styles.mark} data-kind="error" style={{ left: "100%" }} />}
      </div>
    </div>
  );
}

function Move({ id, label, to, seek }: MoveButton & { to: number | null; seek: (step: number) => void }) {
  useKey(id, () => to !== null && seek(to));
  const shortcut = shortcuts[id];
  return (
    <Button
      size="compact-xs"
      variant="default"
      disabled={to === null}
      title={`${shortcut.what} (${keyText(shortcut)})`}
      onClick={() => to !== null && seek(to)}
    >
      {label}
    </Button>
  );
}

/** What else happened in a step: ` · Log line 2`. */
function happened({ trace }: Traced, step: number): string {
  const here = trace.marks.filter((mark) => mark.step === step).slice(0, 3);
  return here.map(({ kind, index }) => ` · ${markWords[kind]} ${index + 1}`).join("");
}

const markWords = { log: "Log line", effect: "Effect", call: "Call of the host" };
const share = (step: number, steps: number) => (steps < 2 ? 0 : (100 * step) / (steps - 1));
/** Nobody tells more of them apart on one line. */
const MOST_MARKS = 300;
