import { countLineChanges } from "@scriptyard/model";
import { type CompareSide, formatCompare, parseCompare } from "../../../app/editor-search.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { formatDate } from "../../../components/format.ts";
import { DiffView } from "../../../monaco/diff-view.tsx";
import { useDraftText } from "../drafts/use-draft.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { CodeSkeleton } from "../layout/editor-skeleton.tsx";
import { useDraftStateText, useVersion } from "../server/queries.ts";
import { LineCounts } from "./line-counts.tsx";
import { BarButton, VersionBar } from "./version-bar.tsx";
import styles from "./versions.module.css";

/** Two texts of the script side by side; which two is in the address, so a link shows the same. */
export function CompareView({ compare }: { compare: string }) {
  const { route } = useEditorScope();
  const { detail } = useScriptScope();
  const sides = parseCompare(compare);
  const from = useSide(sides?.from ?? "live");
  const to = useSide(sides?.to ?? "draft");
  const close = () => route.patch({ compare: undefined });

  if (!sides) return null;
  const failed = [from, to].filter(({ error }) => error);
  if (failed[0])
    return (
      <div className={styles.view}>
        <VersionBar actions={<BarButton onClick={close}>Back to draft</BarButton>}>{null}</VersionBar>
        <ErrorState
          error={failed[0].error}
          title="The comparison could not be loaded"
          onRetry={() => {
            for (const { again } of failed) again();
          }}
        />
      </div>
    );
  if (from.text === null || to.text === null) return <CodeSkeleton />;
  const change = countLineChanges(from.text, to.text);
  return (
    <div className={styles.view}>
      <VersionBar
        actions={
          <>
            <BarButton
              onClick={() => route.patch({ compare: formatCompare({ from: sides.to, to: sides.from }) })}
            >
              Swap
            </BarButton>
            <BarButton onClick={close}>Back to draft</BarButton>
          </>
        }
      >
        <strong>{from.label}</strong> → <strong>{to.label}</strong>:{" "}
        {change.added + change.removed === 0 ? (
          "no difference"
        ) : (
          <>
            <LineCounts {...change} /> lines
          </>
        )}
      </VersionBar>
      <div className={styles.text}>
        <DiffView
          original={from.text}
          modified={to.text}
          language={detail.item.language}
          labels={[from.label, to.label]}
        />
      </div>
    </div>
  );
}

type Side = { text: string | null; label: string; error: unknown; again: () => void };

const here = { error: null, again: () => {} };

function useSide(side: CompareSide): Side {
  const { detail, draft } = useScriptScope();
  const { live } = detail;
  const version = useVersion(detail.item.id, typeof side === "number" ? side : undefined);
  const revision = typeof side === "string" && side.startsWith("r") ? Number(side.slice(1)) : undefined;
  const state = useDraftStateText(detail.item.id, revision);
  const draftText = useDraftText(draft);

  if (side === "draft") return { text: draftText, label: "Draft", ...here };
  if (side === "live")
    return live
      ? { text: live.source, label: `Live v${live.number}`, ...here }
      : { text: "", label: "Nothing live", ...here };
  if (revision !== undefined)
    return {
      text: state.data?.source ?? null,
      label: state.data ? `Draft of ${formatDate(state.data.at)}` : "Draft history",
      error: state.error,
      again: () => void state.refetch(),
    };
  return {
    text: version.data?.source ?? null,
    label: `v${side}`,
    error: version.error,
    again: () => void version.refetch(),
  };
}
