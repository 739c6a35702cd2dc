import { CopyId } from "../../../components/copy-id.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { useEditorScope } from "../editor-context.ts";
import { useReference } from "../server/queries.ts";
import type { ScriptDetail } from "../server/types.ts";
import styles from "./settings.module.css";

/** What a script is and stays: language, hook or import, age, id. */
export function ScriptFacts({ item }: { item: ScriptDetail["item"] }) {
  const { route } = useEditorScope();
  const hook = useReference(route.realm).data?.hooks.find((h) => h.name === item.hook);
  return (
    <section aria-labelledby="facts-title" className={styles.section}>
      <h2 id="facts-title">About</h2>
      <dl className={styles.facts}>
        <dt>Language</dt>
        <dd>{item.language === "typescript" ? "TypeScript" : "JavaScript"}</dd>
        <dt>Hook</dt>
        <dd>
          {hook ? <code>{hook.signature}</code> : item.hook ? <code>{item.hook}</code> : "none: a library"}
        </dd>
        {item.hook === null && (
          <>
            <dt>Import</dt>
            <dd>
              <code>
                from "{item.module}/{item.name}"
              </code>
            </dd>
          </>
        )}
        <dt>Created</dt>
        <dd>
          <RelativeTime at={item.createdAt} />
        </dd>
        <dt>Id</dt>
        <dd>
          <CopyId id={item.id} short />
        </dd>
      </dl>
    </section>
  );
}
