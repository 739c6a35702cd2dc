import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { FileCode2, FilePlus2 } from "lucide-react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { KeyHint } from "../../../components/key-hint.tsx";
import { usePageTitle } from "../../../components/page-header.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { useEditorScope } from "../editor-context.ts";
import { openNewScript } from "../new-script/new-script-store.ts";
import { useRecentScripts } from "../server/queries.ts";
import styles from "./notices.module.css";

/** The scripts page with nothing open: how the main job goes, and where one left off. */
export function NothingOpen() {
  const { route, readOnlyReason } = useEditorScope();
  const recent = useRecentScripts(route.realm).data ?? [];
  usePageTitle("Scripts");

  return (
    <div className={styles.start}>
      <div className={styles.startInner}>
        <h1>Scripts</h1>
        <p className="soft">
          A script decides what happens at a node of a flow. Open one in the tree, or make a new one.
        </p>
        <ol className={styles.steps}>
          <li>
            <span>
              Write it with completion and checks from this product’s own API. Drafts save themselves.
            </span>
          </li>
          <li>
            <span>
              Run it against a sample <KeyHint of={shortcuts.run} />. It runs in the sandbox production uses,
              and nothing is applied.
            </span>
          </li>
          <li>
            <span>
              Publish it with a note <KeyHint of={shortcuts.publish} />. Logins under way finish on the
              version they began with.
            </span>
          </li>
          <li>
            <span>
              When it fails in production, open the error, replay it here with its own input, then fix it or
              roll back.
            </span>
          </li>
        </ol>
        <Button
          leftSection={<FilePlus2 size={15} />}
          disabled={readOnlyReason !== null}
          title={readOnlyReason ?? undefined}
          onClick={() => openNewScript()}
        >
          New script
        </Button>
        {recent.length > 0 && (
          <section aria-labelledby="recent-scripts" style={{ marginTop: 32 }}>
            <h2 id="recent-scripts">Recently changed</h2>
            <div className={styles.recent}>
              {recent.map((item) => (
                <Link
                  key={item.id}
                  to="/r/$realm/scripts/$module/$name"
                  params={{ realm: route.realm, module: item.module, name: item.name }}
                  className={styles.recentItem}
                >
                  <FileCode2 size={14} aria-hidden />
                  <span className="cut">
                    <span className="faint">{item.module}/</span>
                    {item.name}
                  </span>
                  <span className="faint cut" style={{ flex: 1 }}>
                    {item.description}
                  </span>
                  <RelativeTime at={item.draftUpdatedAt} className="faint small" />
                </Link>
              ))}
            </div>
          </section>
        )}
      </div>
    </div>
  );
}
