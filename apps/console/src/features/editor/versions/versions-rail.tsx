import { Button } from "@mantine/core";
import { GitCompareArrows, History } from "lucide-react";
import { useState } from "react";
import { formatCompare } from "../../../app/editor-search.ts";
import type { Outputs } from "../../../app/trpc.ts";
import { askOlder } from "../../../components/ask-older.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { DraftHistory } from "../history/draft-history.tsx";
import { usePublishEvents, useVersions } from "../server/queries.ts";
import { VersionEntry } from "./version-entry.tsx";
import styles from "./versions.module.css";

/** What the draft was and what was published, newest first. */
export function VersionsRail() {
  return (
    <>
      <DraftHistory />
      <Versions />
    </>
  );
}

/** Why no version is marked as live. */
function RetiredLine({ event }: { event: Outputs["versions"]["events"][number] | undefined }) {
  return (
    <p className={`${styles.retired} soft small`}>
      Retired: no version is live.
      {event && (
        <>
          {" "}
          v{event.version} was until <RelativeTime at={event.at} />
          {event.authorName ? `, when ${event.authorName} retired it` : ""}: {event.note}
        </>
      )}
    </p>
  );
}

/** Every version, newest first: read one, compare two, copy one into the draft, roll back to one. */
function Versions() {
  const { route } = useEditorScope();
  const { detail } = useScriptScope();
  const { item } = detail;
  const versions = useVersions(item.id);
  const events = usePublishEvents(route.realm, item.id).data ?? [];
  const [picked, setPicked] = useState<number[]>([]);

  if (versions.isPending) return <RowSkeletons rows={4} height={56} />;
  if (versions.error && !versions.data)
    return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  const shown = versions.data ?? [];
  if (shown.length === 0)
    return (
      <EmptyState icon={History} title="Never published">
        Each publish makes a numbered version that never changes. They are listed here to read, compare and go
        back to.
      </EmptyState>
    );

  const toggle = (number: number) =>
    setPicked((now) => (now.includes(number) ? now.filter((n) => n !== number) : [...now.slice(-1), number]));
  const pair = [...picked].sort((a, b) => a - b);
  return (
    <div className={styles.rail}>
      <div className={styles.railHead}>
        <h2 className={styles.railTitle}>Versions</h2>
        <span className={`${styles.railHint} faint small`}>
          {pair.length === 2 ? `v${pair[0]} and v${pair[1]}` : "Tick two to compare them"}
        </span>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<GitCompareArrows size={12} />}
          disabled={pair.length !== 2}
          onClick={() =>
            route.patch(
              {
                compare: formatCompare({ from: pair[0] ?? 1, to: pair[1] ?? 1 }),
                version: undefined,
                line: undefined,
              },
              { push: true },
            )
          }
        >
          Compare
        </Button>
      </div>
      {item.status === "retired" && <RetiredLine event={events.find((e) => e.kind === "retire")} />}
      <ol className={styles.timeline} aria-label="Versions, newest first">
        {shown.map((version) => (
          <VersionEntry
            key={version.id}
            version={version}
            rolledBack={events.find((e) => e.kind === "rollback" && e.version === version.number)}
            picked={picked.includes(version.number)}
            onPick={() => toggle(version.number)}
          />
        ))}
      </ol>
      {versions.hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={versions.isFetchingNextPage}
          onClick={() => void askOlder(versions, "Older versions")}
        >
          Show older versions
        </Button>
      )}
    </div>
  );
}
