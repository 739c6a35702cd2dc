import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useRealm } from "../../app/realm.ts";
import { ErrorState } from "../../components/error-state.tsx";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { ErrorDrawer } from "./components/error-drawer.tsx";
import { ErrorList } from "./components/error-list.tsx";
import { ErrorsEmpty } from "./components/errors-empty.tsx";
import { ErrorsFilterBar } from "./components/errors-filter-bar.tsx";
import { PickBar } from "./picking/pick-bar.tsx";
import { usePicks } from "./picking/use-picks.ts";
import type { ErrorsSearch } from "./search.ts";
import { useTriage } from "./triage/use-triage.tsx";
import { useErrorKeys } from "./use-error-keys.ts";
import { useErrorList } from "./use-error-list.ts";

const route = getRouteApi("/r/$realm/errors");

export function ErrorsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: Partial<ErrorsSearch>) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  return <Errors search={search} onChange={change} />;
}

/** The list and its drawer, for what an address says. */
export function Errors(props: { search: ErrorsSearch; onChange: (next: Partial<ErrorsSearch>) => void }) {
  const { search, onChange } = props;
  const realm = useRealm();
  const list = useErrorList(realm, search);
  const { open: _, ...filter } = search;
  const picks = usePicks(list.rows, JSON.stringify(filter));
  const triage = useTriage({ onDone: picks.clear });
  const { idsToPick } = list;
  const pickAll = () => void idsToPick().then(picks.all);
  const open = search.open ?? null;
  const keys = useErrorKeys({
    rows: list.rows,
    open,
    picked: picks.picked,
    pick: picks.toggle,
    pickAll,
    triage,
  });
  const isPicking = picks.picked.size > 0;

  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title="Errors"
          hint="Failures that look alike are one group: same script, type, message and line."
        />
        <ErrorsFilterBar search={search} onChange={onChange} />
        {isPicking ? (
          <PickBar
            picked={picks.picked}
            triage={triage}
            muting={keys.muting}
            onMuting={keys.setMuting}
            onClear={picks.clear}
          />
        ) : null}
      </div>
      <div className={page.split}>
        {list.error ? (
          <div style={{ flex: 1 }}>
            <ErrorState error={list.error} onRetry={list.retry} />
          </div>
        ) : list.isPending ? (
          <div style={{ flex: 1 }}>
            <RowSkeletons rows={8} height={68} />
          </div>
        ) : list.isEmpty ? (
          <div style={{ flex: 1 }}>
            <ErrorsEmpty search={search} />
          </div>
        ) : (
          <ErrorList
            rows={list.rows}
            open={open}
            onOpen={(id) => onChange({ open: id })}
            picked={picks.picked}
            onPick={picks.toggle}
            onPickAll={pickAll}
            onActive={keys.setActive}
            end={list.end}
          />
        )}
        {open === null ? null : (
          <ErrorDrawer
            id={open}
            triage={triage}
            muting={keys.muting && !isPicking}
            onMuting={keys.setMuting}
            onClose={() => onChange({ open: undefined })}
          />
        )}
      </div>
    </div>
  );
}
