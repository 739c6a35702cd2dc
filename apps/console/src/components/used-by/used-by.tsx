import { Link } from "@tanstack/react-router";
import { FileCode2, Waypoints, Workflow, Zap } from "lucide-react";
import { faultOf } from "../../app/fault.ts";
import { useRealm } from "../../app/realm.ts";
import { plural } from "../format.ts";
import { type Use, type UsedThing, useUsedBy } from "./use-used-by.ts";
import styles from "./used-by.module.css";
import { nameOfUse } from "./used-by-words.ts";

/** More than this are counted; the rest is found by what is listed. */
const mostShown = 50;

/** What depends on a thing, each a way there. `empty` says what nothing means for it. */
export function UsedBy({ thing, empty }: { thing: UsedThing; empty: string }) {
  const { data, error } = useUsedBy(thing);
  if (!data)
    return (
      <p className="faint small" role="status">
        {error ? `It is not known just now: ${faultOf(error).message}` : "Looking …"}
      </p>
    );
  const { uses, more } = data;
  const hidden = Math.max(0, uses.length - mostShown);
  return (
    <>
      {uses.length === 0 && more === 0 && <p className="faint small">{empty}</p>}
      {uses.length > 0 && (
        <ul className={styles.list} aria-label="Used by">
          {uses.slice(0, mostShown).map((use) => (
            <li key={keyOf(use)}>
              <UseLine use={use} />
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && <p className="faint small">{plural(hidden, "other")} not shown.</p>}
      {more > 0 && <p className="faint small">{plural(more, "further script")} not looked at.</p>}
    </>
  );
}

function UseLine({ use }: { use: Use }) {
  const realm = useRealm();
  switch (use.kind) {
    case "script": {
      const [module = "", name = ""] = use.specifier.split("/");
      return (
        <Link
          className={styles.use}
          to="/r/$realm/scripts/$module/$name"
          params={{ realm, module, name }}
          search={use.line === null ? {} : ({ line: use.line } as never)}
        >
          <FileCode2 size={13} aria-hidden="true" />
          <span className="mono cut">{use.specifier}</span>
          <span className="faint small">{placeOf(use)}</span>
        </Link>
      );
    }
    case "node":
    case "flow":
      return (
        <Link
          className={styles.use}
          to="/r/$realm/flows/$flow"
          params={{ realm, flow: use.flow }}
          search={use.kind === "node" ? ({ node: use.node } as never) : {}}
        >
          {use.kind === "flow" ? (
            <Workflow size={13} aria-hidden="true" />
          ) : (
            <Waypoints size={13} aria-hidden="true" />
          )}
          <span className="cut">{nameOfUse(use)}</span>
          {use.kind === "node" && use.outcome !== null && (
            <span className="faint small">when {use.outcome}</span>
          )}
          {use.kind === "flow" && <span className="faint small">begins here</span>}
        </Link>
      );
    case "trigger":
      return (
        <Link
          className={styles.use}
          to="/r/$realm/triggers"
          params={{ realm }}
          search={{ open: use.id } as never}
        >
          <Zap size={13} aria-hidden="true" />
          <span className="cut">{nameOfUse(use)}</span>
          {!use.enabled && <span className="faint small">switched off</span>}
        </Link>
      );
  }
}

/** Where in the script, and in which of its texts. */
function placeOf({ draft, liveVersion, line }: Extract<Use, { kind: "script" }>): string {
  if (!draft) return `v${liveVersion} only`;
  return [line === null ? "" : `line ${line}`, liveVersion === null ? "" : `and v${liveVersion}`]
    .filter(Boolean)
    .join(" ");
}

function keyOf(use: Use): string {
  return use.kind === "script" ? use.scriptId : `${nameOfUse(use)} ${"outcome" in use ? use.outcome : ""}`;
}
