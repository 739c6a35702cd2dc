import { Switch } from "@mantine/core";
import { Braces } from "lucide-react";
import { useStore } from "../../../app/store.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { useScriptScope } from "../editor-context.ts";
import { ArgumentEditor } from "./argument-editor.tsx";
import { CallsControl } from "./calls-control.tsx";
import styles from "./input.module.css";
import { runOptionsOf } from "./input-store.ts";
import { runStateOf } from "./run-store.ts";
import { SamplePicker } from "./sample-picker.tsx";
import { ClockControl, SeedControl } from "./seed-clock.tsx";
import { useInput } from "./use-input.ts";
import { useMayCall } from "./use-may-call.ts";

/** What the next run gets: arguments from a sample or typed, seed, clock, and which libraries. */
export function InputRail() {
  const { detail, draft } = useScriptScope();
  const input = useInput();
  const store = runOptionsOf(draft.scriptId);
  const options = useStore(store);
  const { execution } = useStore(runStateOf(draft.scriptId));
  const mayCall = useMayCall(draft.model);

  if (detail.item.hook === null)
    return (
      <EmptyState icon={Braces} title="A library has no input">
        Scripts import it. Run one of them, with “Use library drafts” on to try changes before publishing.
      </EmptyState>
    );
  return (
    <div className={styles.rail}>
      <SamplePicker input={input} />
      {input.pending ? <RowSkeletons rows={6} height={28} /> : null}
      {input.error ? <ErrorState error={input.error} onRetry={input.again} /> : null}
      {input.parts.map((part, index) => (
        <ArgumentEditor key={part.name} part={part} main={index === 0} />
      ))}
      {mayCall || options.calls !== "" ? (
        <CallsControl
          text={options.calls}
          failure={execution?.error?.message ?? null}
          onChange={(calls) => store.set({ calls })}
        />
      ) : null}
      <div className={styles.options}>
        <SeedControl
          seed={options.seed}
          replaying={options.replaying !== null}
          onChange={(seed) => store.set({ seed })}
        />
        <ClockControl clockMs={options.clockMs} onChange={(clockMs) => store.set({ clockMs })} />
        <Switch
          size="xs"
          label="Use library drafts"
          description="Imports run the libraries’ drafts, not their live versions."
          checked={options.libraryDrafts}
          onChange={(event) => store.set({ libraryDrafts: event.currentTarget.checked })}
        />
      </div>
    </div>
  );
}
