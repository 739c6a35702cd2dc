import { Button, Group, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LifeBuoy } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../../../app/trpc.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { DiffView } from "../../../monaco/diff-view.tsx";
import { replaceText } from "../../../monaco/replace-text.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import styles from "./lost-texts.module.css";
import { useDraftText } from "./use-draft.ts";

/** Texts that lost a save race or were left in a conflict: each can be compared with the draft and put back. */
export function LostTexts({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      closeButtonProps={{ "aria-label": "Close" }}
      opened={opened}
      onClose={onClose}
      title="Lost texts"
      size="min(1080px, 92vw)"
    >
      {opened && <LostList onClose={onClose} />}
    </Modal>
  );
}

type LostText = { key: string; source: string; at: number; from: string };

function LostList({ onClose }: { onClose: () => void }) {
  const { readOnlyReason } = useEditorScope();
  const { detail, draft } = useScriptScope();
  const refused = useQuery(useTRPC().drafts.lost.queryOptions({ scriptId: detail.item.id }));
  const texts: LostText[] = [
    ...(refused.data ?? []).map((t) => ({
      key: t.id,
      source: t.source,
      at: t.at,
      from: "refused by the server",
    })),
    ...draft.kept
      .others(draft.scriptId)
      .map((t) => ({ key: t.tab, source: t.source, at: t.at, from: "unsaved, another tab" })),
    ...draft.kept
      .asides(draft.scriptId)
      .map((t) => ({ key: `a${t.at}`, source: t.source, at: t.at, from: "left behind here" })),
  ].sort((a, b) => b.at - a.at);
  const now = useDraftText(draft);
  const [chosen, setChosen] = useState<string | null>(null);
  const text = texts.find((t) => t.key === chosen) ?? texts[0];

  // Whether none was refused is not known yet, or just now: then nobody is told that nothing was lost.
  const unknown = refused.data ? null : refused.error ? (
    <ErrorState error={refused.error} onRetry={() => void refused.refetch()} />
  ) : (
    <RowSkeletons rows={3} />
  );
  if (!text)
    return (
      unknown ?? (
        <EmptyState icon={LifeBuoy} title="No lost texts">
          When two people or tabs save the same draft, the text that came second is kept here.
        </EmptyState>
      )
    );
  return (
    <div className={styles.lost}>
      <ul className={styles.list} aria-label="Lost texts">
        {texts.map((t) => (
          <li key={t.key}>
            <button
              type="button"
              className={styles.item}
              aria-pressed={t === text}
              onClick={() => setChosen(t.key)}
            >
              <RelativeTime at={t.at} />
              <span className="faint small">{t.from}</span>
            </button>
          </li>
        ))}
        {unknown && <li>{unknown}</li>}
      </ul>
      <div className={styles.diff}>
        <DiffView
          original={now}
          modified={text.source}
          language={detail.item.language}
          labels={["Draft", "Lost text"]}
        />
      </div>
      <Group justify="flex-end" gap={8} className={styles.foot}>
        <Button
          disabled={readOnlyReason !== null}
          onClick={() => {
            draft.kept.setAside(draft.scriptId, now);
            replaceText(draft.model, text.source);
            onClose();
          }}
        >
          Put into the draft
        </Button>
      </Group>
    </div>
  );
}
