import { Loader } from "@mantine/core";
import { ScanSearch } from "lucide-react";
import { useStore } from "../../../app/store.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { plural } from "../../../components/format.ts";
import { useJump } from "../code/use-jump.ts";
import { useScriptScope } from "../editor-context.ts";
import styles from "./references.module.css";
import { type References, referencesOf } from "./references-store.ts";

type Found = Extract<References, { status: "found" }>;

/** Where a name is used, script by script; each place is a way there. */
export function ReferencesPanel() {
  const { state } = useStore(referencesOf(useScriptScope().draft.scriptId));
  if (state.status === "idle")
    return (
      <EmptyState icon={ScanSearch} title="No name looked for">
        Put the cursor on a name and press Shift+F12: every script that uses it is listed here.
      </EmptyState>
    );
  if (state.status === "asking")
    return (
      <p className={styles.note} role="status">
        <Loader size={12} /> Looking for <code>{state.name}</code> …
      </p>
    );
  if (state.status === "failed")
    return (
      <p className={styles.note} role="alert">
        {state.message}
      </p>
    );
  const { answer, name } = state;
  if (answer.status !== "found")
    return (
      <p className={styles.note} role="status">
        {answer.status === "nothing"
          ? `Nothing is known of ${name}: it may be misspelt, or its library cannot be found.`
          : `The uses of ${name} could not be found in time: the texts take too long to read.`}
      </p>
    );
  return <FoundPlaces found={answer} />;
}

function FoundPlaces({ found }: { found: Found }) {
  const jump = useJump();
  const places = found.scripts.reduce((sum, script) => sum + script.places.length, 0);
  return (
    <div>
      <p className={styles.note} role="status">
        <code>{found.name}</code>: {plural(places, "place")} in {plural(found.scripts.length, "script")}
        {found.declaredIn === null ? ", declared by the product" : `, declared in ${found.declaredIn}`}.{" "}
        {leftOut(found)}
      </p>
      {found.scripts.map(({ specifier, scriptId, places: own }) => (
        <section key={specifier} aria-label={specifier} className={styles.script}>
          <h3 className={styles.name}>
            {specifier} <span className="faint">{own.length}</span>
          </h3>
          <ul className={styles.list}>
            {own.map((place) => (
              <li key={`${place.line}:${place.column}`}>
                <button
                  type="button"
                  className={styles.place}
                  disabled={scriptId === null}
                  onClick={() => jump({ file: specifier, line: place.line, column: place.column })}
                >
                  <span className={styles.line}>{place.line}</span>
                  <Line {...place} />
                  {place.role === "declaration" && <span className="faint small">declared here</span>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Line({ text, textColumn, column, endColumn }: Found["scripts"][number]["places"][number]) {
  const from = textColumn - 1;
  const to = from + endColumn - column;
  return (
    <code className={styles.text}>
      {text.slice(0, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </code>
  );
}

function leftOut({ more, notLookedAt }: Found): string {
  const parts = [
    more > 0 ? `${plural(more, "further place")} not shown.` : "",
    notLookedAt > 0 ? `${plural(notLookedAt, "further script")} not looked at.` : "",
  ];
  return parts.filter(Boolean).join(" ");
}
