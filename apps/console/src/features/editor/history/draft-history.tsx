import { Button } from "@mantine/core";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { askOlder } from "../../../components/ask-older.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useDraftHistory } from "../server/queries.ts";
import styles from "./history.module.css";
import { StateList } from "./state-list.tsx";
import { whoChanged } from "./state-words.ts";
import { useRestore } from "./use-restore.ts";

/** What the draft was: who changed it when and by how much, to compare with and to go back to. */
export function DraftHistory() {
  const { route, userId, readOnlyReason } = useEditorScope();
  const { detail } = useScriptScope();
  const scriptId = detail.item.id;
  const [open, setOpen] = useState(true);
  const history = useDraftHistory(scriptId);
  const restore = useRestore();
  const id = useId();
  const Chevron = open ? ChevronDown : ChevronRight;

  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Chevron size={14} aria-hidden />
          Draft history
        </button>
      </h2>
      {!open ? null : history.isPending ? (
        <RowSkeletons rows={3} height={44} />
      ) : history.error && !history.data ? (
        <ErrorState error={history.error} onRetry={() => void history.refetch()} />
      ) : (
        <StateList
          states={history.data ?? []}
          shown={route.search.compare}
          userId={userId}
          locked={readOnlyReason !== null}
          onCompare={(revision) =>
            route.patch(
              { compare: `r${revision}...draft`, version: undefined, line: undefined },
              { push: true },
            )
          }
          onRestore={(state) => void restore(state.revision, whoChanged(state, userId))}
        />
      )}
      {open && history.hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          ml={8}
          mt={4}
          loading={history.isFetchingNextPage}
          onClick={() => void askOlder(history, "Older states")}
        >
          Show older
        </Button>
      )}
    </section>
  );
}
