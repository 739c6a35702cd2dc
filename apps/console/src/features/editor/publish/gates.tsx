import { type Diagnostic, diagnosticText } from "@scriptyard/model";
import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from "lucide-react";
import { useJump } from "../code/use-jump.ts";
import styles from "./publish.module.css";

/** What must hold before a version is made: a failing gate is expanded, each finding goes to its line. */
export function Gates(props: {
  findings: readonly Diagnostic[];
  note: string;
  /** It is a node that decides where a flow goes on: nothing else has outcomes. */
  decides: boolean;
  onLeave: () => void;
}) {
  const { findings, note, decides, onLeave } = props;
  const syntax = findings.filter(
    (d) => d.severity === "error" && d.source !== "types" && d.source !== "flow",
  );
  const types = findings.filter((d) => d.severity === "error" && d.source === "types");
  const outcomes = findings.filter((d) => d.severity === "error" && d.source === "flow");
  // The checks behind it are not made of a text that does not parse.
  const unread = findings.some((d) => d.severity === "error" && d.source === "syntax");
  const warnings = findings.filter((d) => d.severity === "warning");
  return (
    <ul className={styles.gates} aria-label="Checks before publishing">
      <Gate
        name="Syntax, policy and imports"
        fine="parses, uses only what the sandbox allows, imports resolve"
        found={syntax}
        onLeave={onLeave}
      />
      <Gate name="Types" fine="fits this product’s API" found={types} unread={unread} onLeave={onLeave} />
      {(decides || outcomes.length > 0) && (
        <Gate
          name="Outcomes"
          fine="each has its edge in the flow"
          found={outcomes}
          unread={unread}
          onLeave={onLeave}
        />
      )}
      {warnings.length > 0 && <Gate name="Warnings" found={warnings} fine="" onLeave={onLeave} warn />}
      <li className={styles.gate} data-state={note.trim() ? "ok" : "open"}>
        {note.trim() ? (
          <CircleCheck size={15} aria-label="done" />
        ) : (
          <TriangleAlert size={15} aria-label="missing" />
        )}
        <span>
          Note <span className="faint">{note.trim() ? "written" : "say why, below"}</span>
        </span>
      </li>
    </ul>
  );
}

const looks = {
  ok: [CircleCheck, "passed"],
  error: [CircleX, "failed"],
  warn: [TriangleAlert, "to look at"],
  unread: [CircleMinus, "not checked"],
} as const;

function Gate(props: {
  name: string;
  fine: string;
  found: readonly Diagnostic[];
  onLeave: () => void;
  warn?: boolean;
  /** It could not be checked. */
  unread?: boolean;
}) {
  const { name, fine, found, onLeave, warn, unread } = props;
  const jump = useJump();
  const failing = found.length > 0;
  const state = failing ? (warn ? "warn" : "error") : unread ? "unread" : "ok";
  const [Icon, word] = looks[state];
  return (
    <li className={styles.gate} data-state={state}>
      <Icon size={15} aria-label={word} />
      <div>
        {name}{" "}
        <span className="faint">
          {failing
            ? `${found.length} ${found.length === 1 ? "finding" : "findings"}${warn ? ", do not stop it" : ""}`
            : unread
              ? "checked when the text parses"
              : fine}
        </span>
        {failing && (
          <ul className={styles.findings}>
            {found.map((d) => (
              <li key={`${d.line}:${d.column}:${d.code}`}>
                <button
                  type="button"
                  className={styles.finding}
                  onClick={() => {
                    onLeave();
                    // The sheet returns the focus to what opened it; the line must have it after that.
                    setTimeout(() => jump({ file: d.file, line: d.line, column: d.column }), 200);
                  }}
                >
                  Line {d.line}
                </button>{" "}
                {diagnosticText(d)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}
