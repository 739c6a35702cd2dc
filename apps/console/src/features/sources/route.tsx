import { SegmentedControl } from "@mantine/core";
import { skipToken, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { formatNumber } from "../../components/format.ts";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { SearchField } from "../../components/search-field.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { FolderNotes, Watching } from "./components/folder-notes.tsx";
import { SourceDrawer } from "./components/source-drawer.tsx";
import { SourcesEmpty } from "./components/sources-empty.tsx";
import { StatusTable } from "./components/status-table.tsx";
import { type SourcesSearch, type StatusRange, statusRanges } from "./search.ts";
import { useScriptStatuses } from "./use-script-statuses.ts";
import { rowId } from "./words.ts";

const route = getRouteApi("/r/$realm/sources");

/** Every loaded script: what runs (version over file over default), and how it fared. */
export function SourcesPage() {
  const realm = useRealm();
  // Figures of the realm before must not stand in until those of this one are read.
  return <Sources key={realm} realm={realm} />;
}

function Sources({ realm }: { realm: string }) {
  const search = route.useSearch();
  const { range = "24h", sort = "script", turned = false, text } = search;
  const navigate = route.useNavigate();
  const trpc = useTRPC();
  const folder = useQuery(trpc.registry.folder.queryOptions({ realm }));
  const list = useScriptStatuses({ realm, window: range, sort, turned, text });
  const change = (next: Partial<SourcesSearch>) =>
    void navigate({ search: { ...search, ...next }, replace: true });
  const { rows, total } = list;
  const [module = "", name = ""] = search.open?.split("/") ?? [];
  const opened = useQuery(
    trpc.registry.script.queryOptions(search.open === undefined ? skipToken : { realm, module, name }),
  );
  const failed = [list, folder].find((query) => query.isError && !query.data);
  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title="Sources"
          hint="Every loaded script: what runs, and how it fares. The first of these that is valid runs: published version, file in the scripts folder, default of the host."
          beside={
            <>
              {total === undefined ? null : <span className="faint">{formatNumber(total)}</span>}
              {folder.data ? <Watching folder={folder.data} /> : null}
            </>
          }
          actions={
            <>
              <SearchField
                text={text ?? ""}
                placeholder="Search scripts"
                onText={(next) => change({ text: next || undefined })}
              />
              <SegmentedControl
                size="xs"
                aria-label="Time range of the figures"
                value={range}
                data={[...statusRanges]}
                onChange={(value) => change({ range: value === "24h" ? undefined : (value as StatusRange) })}
              />
            </>
          }
        />
        {folder.data ? <FolderNotes folder={folder.data} realm={realm} /> : null}
      </div>
      <div className={page.split}>
        {failed ? (
          <div style={{ flex: 1 }}>
            <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
          </div>
        ) : list.isPending ? (
          <div style={{ flex: 1 }}>
            <RowSkeletons rows={8} height={52} />
          </div>
        ) : rows.length === 0 ? (
          <div style={{ flex: 1 }}>
            <SourcesEmpty searched={text !== undefined} />
          </div>
        ) : (
          <StatusTable
            rows={rows}
            range={range}
            sort={sort}
            turned={turned}
            onSort={(key) => change({ sort: key, turned: key === sort && !turned ? true : undefined })}
            open={search.open ?? null}
            onOpen={(open) => change({ open })}
            end={list.end}
          />
        )}
        {search.open !== undefined ? (
          <SourceDrawer
            specifier={search.open}
            script={opened}
            status={rows.find((row) => rowId(row) === search.open)}
            range={range}
            onClose={() => change({ open: undefined })}
          />
        ) : null}
      </div>
    </div>
  );
}
