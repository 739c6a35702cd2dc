import { useScriptScope } from "../editor-context.ts";
import { ConflictChoice } from "./conflict-choice.tsx";
import type { DraftState } from "./machine.ts";
import { useDraftText } from "./use-draft.ts";

/** Somebody changed the same lines of this draft while they were edited here. Whatever is chosen, no text is lost. */
export function ConflictView(props: NonNullable<DraftState["conflict"]> & { onWriteOn: () => void }) {
  const { theirs, base, onWriteOn } = props;
  const { draft } = useScriptScope();
  const mine = useDraftText(draft);
  return (
    <ConflictChoice
      // Another text has other places: what was chosen of these would say nothing of those.
      key={`${theirs.revision} ${mine}`}
      base={base}
      mine={mine}
      theirs={theirs}
      onWriteOn={onWriteOn}
      onDecide={(text) => {
        for (const left of new Set([mine, theirs.source]))
          if (left !== text) draft.kept.setAside(draft.scriptId, left);
        draft.session.resolve(text);
      }}
    />
  );
}
