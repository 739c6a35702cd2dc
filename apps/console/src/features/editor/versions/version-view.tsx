import { useStore } from "../../../app/store.ts";
import { useFlowKinds } from "../../../app/use-host-reference.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { TextView } from "../../../monaco/text-view.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { CodeSkeleton } from "../layout/editor-skeleton.tsx";
import { runStateOf } from "../run/run-store.ts";
import { useVersion, useVersions } from "../server/queries.ts";
import { specifierOf } from "../server/types.ts";
import { isOfBefore, oldMeaning } from "./outcome-rule.ts";
import { useCopyIntoDraft } from "./use-copy-into-draft.ts";
import { BarButton, VersionBar } from "./version-bar.tsx";
import styles from "./versions.module.css";

/** A published version, read-only, with the line the address names marked. */
export function VersionView({ number, line }: { number: number; line: number | undefined }) {
  const { route, readOnlyReason } = useEditorScope();
  const { detail, draft } = useScriptScope();
  const { item } = detail;
  const version = useVersion(item.id, number);
  const row = useVersions(item.id).data?.find((v) => v.number === number);
  const copy = useCopyIntoDraft();
  const kinds = useFlowKinds(version.data?.unknownOutcome === null);
  const { execution } = useStore(runStateOf(draft.scriptId));
  const back = () => route.patch({ version: undefined, line: undefined });

  if (version.error)
    return (
      <ErrorState
        error={version.error}
        title={`Version ${number} could not be loaded`}
        onRetry={() => void version.refetch()}
      />
    );
  if (!version.data) return <CodeSkeleton />;
  const failedHere = execution?.version === number && execution.status === "error";
  return (
    <div className={styles.view}>
      <VersionBar
        actions={
          <>
            <BarButton onClick={back}>Back to draft</BarButton>
            <BarButton
              disabled={readOnlyReason !== null}
              title={readOnlyReason ?? undefined}
              onClick={() => copy(`v${number}`, version.data.source, number)}
            >
              Copy into draft
            </BarButton>
            {item.liveVersion !== number && (
              <BarButton
                onClick={() =>
                  route.patch(
                    { compare: `${number}...live`, version: undefined, line: undefined },
                    { push: true },
                  )
                }
              >
                Compare with live
              </BarButton>
            )}
          </>
        }
      >
        <strong>v{number}</strong>
        {item.liveVersion === number && " (live)"}, published <RelativeTime at={version.data.createdAt} />
        {row?.authorName ? ` by ${row.authorName}` : ""}: {version.data.note}
        {isOfBefore(version.data, kinds) && <span className="soft"> {oldMeaning}</span>}
      </VersionBar>
      <div className={styles.text}>
        <TextView
          text={version.data.source}
          language={version.data.language}
          line={line}
          tone={failedHere ? "error" : "info"}
          label={`Source of ${specifierOf(item)}, version ${number}, read-only`}
          refusal="This is a published version: read-only. Copy it into the draft to change it."
        />
      </div>
    </div>
  );
}
