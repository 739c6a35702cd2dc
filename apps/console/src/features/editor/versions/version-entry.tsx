import { Checkbox } from "@mantine/core";
import type { Outputs } from "../../../app/trpc.ts";
import { useFlowKinds } from "../../../app/use-host-reference.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { useEditorScope } from "../editor-context.ts";
import type { VersionRow } from "../server/types.ts";
import { isOfBefore, oldMeaning } from "./outcome-rule.ts";
import { VersionActions } from "./version-actions.tsx";
import styles from "./versions.module.css";

/** One version of the timeline: who made it, when and why, whether it is live, and what can be done with it. */
export function VersionEntry(props: {
  version: VersionRow;
  /** The roll-back that made it live again. */
  rolledBack: Outputs["versions"]["events"][number] | undefined;
  /** Ticked, to be compared. */
  picked: boolean;
  onPick: () => void;
}) {
  const { route } = useEditorScope();
  const { version, rolledBack, picked, onPick } = props;
  const kinds = useFlowKinds(version.live && version.unknownOutcome === null);
  return (
    <li
      className={styles.version}
      data-live={version.live || undefined}
      data-shown={route.search.version === version.number || undefined}
    >
      <Checkbox size="xs" aria-label={`Compare v${version.number}`} checked={picked} onChange={onPick} />
      <div className={styles.versionText}>
        <div className={styles.versionHead}>
          <button
            type="button"
            className={styles.number}
            onClick={() =>
              route.patch({ version: version.number, compare: undefined, line: undefined }, { push: true })
            }
          >
            v{version.number}
          </button>
          {version.live && <span className={styles.live}>live</span>}
          <RelativeTime at={version.createdAt} className="faint small" />
          <span className="faint small cut">{version.authorName ?? "Scriptyard"}</span>
        </div>
        <p className={styles.note}>{version.note}</p>
        {version.live && isOfBefore(version, kinds) && <p className="faint small">{oldMeaning}</p>}
        {rolledBack && (
          <p className="faint small">
            Made live again <RelativeTime at={rolledBack.at} />
            {rolledBack.authorName ? ` by ${rolledBack.authorName}` : ""}: {rolledBack.note}
          </p>
        )}
      </div>
      <VersionActions version={version} onRollback={() => route.patch({ rollback: version.number })} />
    </li>
  );
}
