import { Link } from "@tanstack/react-router";
import { useRealm } from "../../../app/realm.ts";
import { formatNumber } from "../../../components/format.ts";
import executions from "../../../components/record.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { BeganLine } from "../began/began-line.tsx";
import { RollBackLink } from "../began/roll-back-link.tsx";
import styles from "../errors.module.css";
import { stateSentence } from "../triage/act-words.ts";
import type { Group } from "../use-group.ts";
import { versionSpan } from "./error-cells.tsx";

/** What is known of a group beside its failure: state, script, since when and how often, what it began with. */
export function GroupFacts({ group }: { group: Group }) {
  const realm = useRealm();
  const state = stateSentence(group);
  const { rolledBack } = group;
  return (
    <div className={executions.section}>
      {state === null ? null : (
        <p className={styles.state} role="status">
          {state}
        </p>
      )}
      <dl className={executions.facts}>
        <dt>Script</dt>
        <dd>
          <Link
            to="/r/$realm/scripts/$module/$name"
            params={{ realm, module: group.module, name: group.name }}
            search={group.lastVersion === null ? {} : { version: group.lastVersion, line: ownLine(group) }}
          >
            {group.module}/{group.name}
          </Link>{" "}
          {versionSpan(group)}
        </dd>
        <dt>Began with</dt>
        <dd>
          <BeganLine group={group} />
        </dd>
        {rolledBack ? (
          <>
            <dt>Rolled back</dt>
            <dd>
              to v{rolledBack.version} by {rolledBack.authorName ?? "a token"},{" "}
              <RelativeTime at={rolledBack.at} className="soft" />
            </dd>
          </>
        ) : null}
        <dt>Count</dt>
        <dd>
          <Link to="/r/$realm/executions" params={{ realm }} search={{ group: group.id, range: "30d" }}>
            {formatNumber(group.count)} {group.count === 1 ? "execution" : "executions"}
          </Link>
        </dd>
        <dt>First seen</dt>
        <dd>
          <RelativeTime at={group.firstSeenAt} exact="beside" />
        </dd>
        <dt>Last seen</dt>
        <dd>
          <RelativeTime at={group.lastSeenAt} exact="beside" />
        </dd>
      </dl>
      <div className={styles.wayBack}>
        <RollBackLink group={group} />
      </div>
    </div>
  );
}

/** A line inside a library is no line of the script. */
function ownLine(group: Pick<Group, "file" | "line" | "module" | "name">): number | undefined {
  return group.line !== null && group.file === `${group.module}/${group.name}` ? group.line : undefined;
}
