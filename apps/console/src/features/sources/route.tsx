import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { FileStack } from "lucide-react";
import { useRealm } from "../../app/realm.ts";
import { type Outputs, useTRPC } from "../../app/trpc.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { StatusPill } from "../../components/status-pill.tsx";
import { SourceDrawer } from "./components/source-drawer.tsx";
import { rowId, SourcesList } from "./components/sources-list.tsx";
import styles from "./sources.module.css";

const route = getRouteApi("/r/$realm/sources");
type Report = Outputs["registry"]["status"];

/** Where each script's live text comes from: version over file over default. */
export function SourcesPage() {
  const realm = useRealm();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const status = useQuery(useTRPC().registry.status.queryOptions({ realm }));
  const show = (open: string | undefined) =>
    void navigate({ search: open === undefined ? {} : { open }, replace: true });
  const rows = status.data?.scripts ?? [];
  const open = rows.find((row) => rowId(row) === search.open);
  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title="Sources"
          hint="What runs is the first of these that is valid: published version, file in the scripts folder, default of the host."
          beside={status.data ? <Watching report={status.data} /> : null}
        />
        {status.data ? <FolderNotes report={status.data} realm={realm} /> : null}
      </div>
      <div className={page.split}>
        {status.isError && !status.data ? (
          <div style={{ flex: 1 }}>
            <ErrorState error={status.error} onRetry={() => void status.refetch()} />
          </div>
        ) : status.isPending ? (
          <div style={{ flex: 1 }}>
            <RowSkeletons rows={8} height={36} />
          </div>
        ) : rows.length === 0 ? (
          <div style={{ flex: 1 }}>
            <EmptyState icon={FileStack} title="No script yet">
              Create one under Scripts, or put a file <code>module/name.ts</code> into the scripts folder. It
              is checked like a publish and runs within half a second.
            </EmptyState>
          </div>
        ) : (
          <SourcesList rows={rows} open={open ? rowId(open) : null} onOpen={show} />
        )}
        {open ? <SourceDrawer script={open} onClose={() => show(undefined)} /> : null}
      </div>
    </div>
  );
}

function Watching({ report }: { report: Report }) {
  if (report.folder === null) return null;
  return report.watching === "off" ? (
    <StatusPill
      tone="idle"
      hint="Files are read once, when the server starts. HOT_RELOAD_SCRIPTS=true changes that."
    >
      Hot reload off
    </StatusPill>
  ) : (
    <StatusPill tone="ok" hint={`The server follows changes in ${report.folder}.`}>
      Watching {report.folder}
    </StatusPill>
  );
}

/** Where files go, until there are some; and those that are nobody's. */
function FolderNotes({ report, realm }: { report: Report; realm: string }) {
  const hasFiles = report.scripts.some((script) => script.layers.some((layer) => layer.path !== null));
  const example = report.scripts.find((script) => script.hook !== null && script.active !== "version");
  const path = `${example?.module ?? "login"}/${example?.name ?? "terms"}.ts`;
  return (
    <>
      {report.folder !== null && !hasFiles ? (
        <p className={styles.note}>
          <span>
            No file yet. <code>{path}</code> in <code>{report.folder}</code> takes the place of the default of
            that name; below <code>@{realm}/</code> it is for this realm only. Delete it and the default is
            back.
          </span>
        </p>
      ) : null}
      {report.unused.length > 0 ? (
        <section className={styles.unused} aria-label="Files that are not used">
          {report.unused.length === 1
            ? "One file is not used:"
            : `${report.unused.length} files are not used:`}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
          <ul tabIndex={0}>
            {report.unused.map(({ path, message }) => (
              <li key={path}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
