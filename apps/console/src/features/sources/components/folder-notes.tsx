import type { Outputs } from "../../../app/trpc.ts";
import { formatNumber } from "../../../components/format.ts";
import { StatusPill } from "../../../components/status-pill.tsx";
import styles from "../sources.module.css";

type Folder = Outputs["registry"]["folder"];

/** Whether changes of files are followed, and where. */
export function Watching({ folder }: { folder: Folder }) {
  if (folder.folder === null) return null;
  return folder.watching === "off" ? (
    <StatusPill
      tone="idle"
      hint="Files are read once, when the server starts. HOT_RELOAD_SCRIPTS=true changes that."
    >
      Hot reload off
    </StatusPill>
  ) : (
    <StatusPill tone="ok" hint={`The server follows changes in ${folder.folder}.`}>
      Watching {folder.folder}
    </StatusPill>
  );
}

/** Where files go, until there are some; and those that are nobody's. */
export function FolderNotes({ folder, realm }: { folder: Folder; realm: string }) {
  const path = `${folder.example ?? "login/terms"}.ts`;
  const unused = folder.unused.length + folder.moreUnused;
  return (
    <>
      {folder.folder !== null && !folder.hasFiles ? (
        <p className={styles.note}>
          <span>
            No file yet. <code>{path}</code> in <code>{folder.folder}</code> takes the place of the default of
            that name; below <code>@{realm}/</code> it is for this realm only. Delete it and the default is
            back.
          </span>
        </p>
      ) : null}
      {unused > 0 ? (
        <section className={styles.unused} aria-label="Files that are not used">
          {unused === 1 ? "One file is not used:" : `${formatNumber(unused)} files are not used:`}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
          <ul tabIndex={0}>
            {folder.unused.map(({ path, message }) => (
              <li key={path}>
                <bdi>
                  <code>{path}</code>
                </bdi>{" "}
                <bdi>{message}</bdi>
              </li>
            ))}
            {folder.moreUnused > 0 ? <li>and {formatNumber(folder.moreUnused)} more</li> : null}
          </ul>
        </section>
      ) : null}
    </>
  );
}
