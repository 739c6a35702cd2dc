import { TextView } from "../../../monaco/text-view.tsx";
import { useScriptScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";
import type { Recording } from "./input-store.ts";

/** The text a recording ran, with the line where it failed. */
export function RecordedView({ recording }: { recording: Recording & { source: string } }) {
  const { detail } = useScriptScope();
  const here = specifierOf(detail.item);
  const line = recording.error?.stack.find((frame) => frame.file === here)?.line;
  return (
    <TextView
      text={recording.source}
      language={recording.language}
      line={line}
      tone="error"
      label={`Recorded text of ${here}, read-only${line === undefined ? "" : `, failed at line ${line}`}`}
      refusal="This is the text that ran: read-only. Go back to the draft to change yours."
    />
  );
}
