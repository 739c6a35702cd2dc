import type { Diagnostic } from "@scriptyard/model";
import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import { EmptyState } from "../../../components/empty-state.tsx";
import { useJump } from "../code/use-jump.ts";
import { useEditorScope } from "../editor-context.ts";
import { useLibraries } from "../server/libraries.ts";
import styles from "./problems.module.css";

const icons = { error: CircleX, warning: TriangleAlert, info: Info } as const;

/** Every finding in the draft; a click or Enter goes to its place, F8 walks through them in the editor. */
export function ProblemsPanel({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const jump = useJump();
  const libraries = useLibraries(useEditorScope().route.realm).data;
  const partly = libraries?.complete === false && (
    <p className={styles.partly}>
      This realm has more libraries than a browser can read: imports of those after{" "}
      <code>{libraries.items.at(-1)?.specifier}</code> are underlined here, and checked by the server alone.
    </p>
  );
  if (diagnostics.length === 0)
    return (
      <>
        {partly}
        <EmptyState icon={CircleCheck} title="No problems">
          The draft is checked against this product’s API while you type, and again before it is published.
        </EmptyState>
      </>
    );
  return (
    <>
      {partly}
      <ul className={styles.list} aria-label="Problems">
        {diagnostics.map((d) => {
          const Icon = icons[d.severity];
          return (
            <li key={`${d.file}:${d.line}:${d.column}:${d.code}:${d.message}`}>
              <button
                type="button"
                className={styles.problem}
                onClick={() => jump({ file: d.file, line: d.line, column: d.column })}
              >
                <Icon size={14} className={styles.icon} data-severity={d.severity} aria-label={d.severity} />
                <span className={styles.text}>
                  {d.message}
                  {d.remedy && <span className={styles.remedy}>{d.remedy}</span>}
                </span>
                <code className={styles.code}>{d.code}</code>
                <span className={styles.place}>
                  {d.line}:{d.column}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
