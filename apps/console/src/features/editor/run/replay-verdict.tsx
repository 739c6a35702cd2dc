import type { SeenExecution } from "@scriptyard/model";
import { Equal, EqualNot } from "lucide-react";
import { InlineNote } from "../../../components/inline-note.tsx";
import { OutcomeWord } from "../../../components/outcome-word.tsx";
import type { RunState } from "./run-store.ts";

/** Whether a replay came out as it was recorded. */
export function ReplayVerdict(props: { replay: NonNullable<RunState["replay"]>; execution: SeenExecution }) {
  const { original, same } = props.replay;
  return (
    <InlineNote tone={same ? "ok" : "warn"} role="status">
      {same ? <Equal size={14} aria-hidden /> : <EqualNot size={14} aria-hidden />}
      {same ? (
        "Same outcome as recorded"
      ) : (
        <>
          Different from the recording, which was{" "}
          <OutcomeWord status={original.status} action={original.action} errorType={original.errorType} />
        </>
      )}
    </InlineNote>
  );
}
