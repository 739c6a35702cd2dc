import { Link } from "@tanstack/react-router";
import { addressOf } from "../../../app/mount.ts";
import { useRealm } from "../../../app/realm.ts";
import { CopyId } from "../../../components/copy-id.tsx";
import { formatNumber } from "../../../components/format.ts";
import record from "../../../components/record.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { UsedBy } from "../../../components/used-by/used-by.tsx";
import styles from "../triggers.module.css";
import type { TriggerRow } from "./trigger-list.tsx";

/** What a trigger answers to, what it starts, how that went, and who names it. */
export function TriggerFacts({ trigger }: { trigger: TriggerRow }) {
  const realm = useRealm();
  const { module, name } = trigger.script;
  const { state, nextAt, waiting, address } = trigger;
  return (
    <div className={styles.section}>
      <dl className={record.facts}>
        {address === null ? (
          <>
            <dt>Fires on</dt>
            <dd className="mono cut">{trigger.summary}</dd>
          </>
        ) : (
          <>
            <dt>Address</dt>
            <dd>
              <CopyId id={addressOf(address)} label="address" />
            </dd>
          </>
        )}
        <dt>Script</dt>
        <dd>
          <Link to="/r/$realm/scripts/$module/$name" params={{ realm, module, name }} search={{}}>
            {module}/{name}
          </Link>
        </dd>
        <dt>Last run</dt>
        <dd>
          {state.lastRunAt === null ? (
            <span className="soft">never</span>
          ) : (
            <>
              <RelativeTime at={state.lastRunAt} /> <span className="soft">· {state.lastStatus}</span>
            </>
          )}
        </dd>
        <dt>Failures in a row</dt>
        <dd>
          {formatNumber(state.failures)}
          {trigger.failureLimit > 0 ? (
            <span className="soft"> of {formatNumber(trigger.failureLimit)}</span>
          ) : null}
        </dd>
        {nextAt === null ? null : (
          <>
            <dt>Next run</dt>
            <dd>
              <RelativeTime at={nextAt} />
            </dd>
          </>
        )}
        {waiting === null ? null : (
          <>
            <dt>In line</dt>
            <dd>{formatNumber(waiting)}</dd>
          </>
        )}
      </dl>
      {trigger.kind === "schedule" ? null : (
        <>
          <h3>Named by</h3>
          <UsedBy thing={{ kind: "trigger", id: trigger.id }} empty={nobody[trigger.kind]} />
        </>
      )}
    </div>
  );
}

/** Who else may start it is not written in a script. */
const nobody = {
  bus: "No script writes a topic that it hears; products may publish one.",
  http: "No script writes this path; callers outside are not known here.",
  tool: "No script writes this tool’s name; programs call it over the API.",
} as const;
