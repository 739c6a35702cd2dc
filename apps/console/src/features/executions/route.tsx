import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useRealm } from "../../app/realm.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { formatNumber } from "../../components/format.ts";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { TimeHistogram } from "../../components/time-histogram.tsx";
import { ColumnsMenu } from "./components/columns-menu.tsx";
import { ExecutionDrawer } from "./components/execution-drawer.tsx";
import { ExecutionList } from "./components/execution-list.tsx";
import { ExecutionsEmpty } from "./components/executions-empty.tsx";
import { ExecutionsFilterBar } from "./components/executions-filter-bar.tsx";
import { TailButton } from "./components/tail-button.tsx";
import styles from "./executions.module.css";
import { ExportMenu } from "./export/export-menu.tsx";
import type { ExecutionsSearch } from "./search.ts";
import { useColumns } from "./use-columns.ts";
import { useExecutions } from "./use-executions.ts";

const route = getRouteApi("/r/$realm/executions");

export function ExecutionsPage() {
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: Partial<ExecutionsSearch>, replace = true) =>
      void navigate({ search: (now) => ({ ...now, ...next }), replace }),
    [navigate],
  );
  return <Executions search={route.useSearch()} onChange={change} />;
}

/** The page of an address. */
export function Executions(props: {
  search: ExecutionsSearch;
  onChange: (next: Partial<ExecutionsSearch>, replace?: boolean) => void;
}) {
  const { search, onChange: change } = props;
  const realm = useRealm();
  const shown = useExecutions(realm, search);
  const { named, list, rows, window, total, tail } = shown;
  const { columns, choose } = useColumns(search.columns, (next) => change({ columns: next }));
  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title="Executions"
          beside={total === undefined ? null : <span className="faint">{formatNumber(total)}</span>}
          actions={
            <>
              {tail ? <TailButton paused={tail.paused} fresh={tail.fresh} onToggle={tail.toggle} /> : null}
              <ColumnsMenu columns={columns} onChoose={choose} />
              <ExportMenu realm={realm} filter={shown.filter} total={total} />
            </>
          }
        />
        <ExecutionsFilterBar search={search} onChange={change} />
        <div className={styles.histogram}>
          {shown.buckets ? (
            <TimeHistogram
              buckets={shown.buckets}
              fromMs={window.fromMs}
              toMs={window.toMs}
              height={88}
              label={`Executions over time: ${formatNumber(total ?? 0)} in all. Choose another time window with the time range beside the filters.`}
              onBrush={(from, to) => change({ from, to, range: undefined }, false)}
            />
          ) : null}
        </div>
      </div>
      <div className={page.split}>
        {named.error ? (
          <ErrorState error={named.error} onRetry={() => void named.refetch()} />
        ) : list.isError && !list.data ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : shown.waiting ? (
          <div className={styles.grow}>
            <RowSkeletons rows={12} />
          </div>
        ) : rows.length === 0 || shown.unknownScript ? (
          <div className={styles.grow}>
            <ExecutionsEmpty search={search} unknownScript={shown.unknownScript} />
          </div>
        ) : (
          <ExecutionList
            rows={rows}
            columns={columns}
            open={search.open ?? null}
            onOpen={(open) => change({ open })}
            end={shown.end}
          />
        )}
        {search.open ? (
          <ExecutionDrawer
            id={search.open}
            tab={search.tab ?? "summary"}
            onTab={(tab) => change({ tab: tab === "summary" ? undefined : tab })}
            onClose={() => change({ open: undefined, tab: undefined })}
          />
        ) : null}
      </div>
    </div>
  );
}
