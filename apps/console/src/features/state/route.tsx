import { Select } from "@mantine/core";
import { type StateScope, stateScopes } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { faultOf } from "../../app/fault.ts";
import { useCan } from "../../app/me.ts";
import { useRealm } from "../../app/realm.ts";
import { queryClient, trpcClient, useTRPC } from "../../app/trpc.ts";
import { usePages } from "../../app/use-pages.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { FormProblem } from "../../components/form-problem.tsx";
import { formatNumber } from "../../components/format.ts";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { SearchField } from "../../components/search-field.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { useMore } from "../../components/use-more.tsx";
import { ClearState } from "./components/clear-state.tsx";
import { EntryDrawer } from "./components/entry-drawer.tsx";
import { StateEmpty } from "./components/state-empty.tsx";
import { StateTable } from "./components/state-table.tsx";
import type { StateSearch } from "./search.ts";
import { scopeWords } from "./words.ts";

const route = getRouteApi("/r/$realm/state");

/** What scripts keep from one execution to the next. */
export function StatePage() {
  const realm = useRealm();
  // Entries of the realm before must not stand in until those of this one are read.
  return <State key={realm} realm={realm} />;
}

function State({ realm }: { realm: string }) {
  const { open, scope, text } = route.useSearch();
  const navigate = route.useNavigate();
  const trpc = useTRPC();
  const mayChange = useCan("author");
  const asked = { realm, ...(scope && { scope }), ...(text && { text }), limit: 100 };
  const { list, pages } = usePages({
    queryKey: trpc.state.list.infiniteQueryKey(asked),
    ask: (cursor, signal) => trpcClient.state.list.query({ ...asked, cursor }, { signal }),
  });
  const end = useMore(list);
  const clear = useMutation(
    trpc.state.clear.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.state.pathFilter()),
    }),
  );
  const change = (next: Partial<StateSearch>) =>
    void navigate({ search: { open, scope, text, ...next }, replace: true });
  const rows = pages?.flatMap(({ items }) => items) ?? [];
  const usage = pages?.[0]?.usage;
  const isNarrowed = scope !== undefined || text !== undefined;
  const { limit: _limit, ...shown } = asked;
  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title="State"
          hint="What scripts keep from one execution to the next: counters, marks, limits."
          beside={
            usage ? (
              <span className="faint">
                {formatNumber(usage.used.keys)} of {formatNumber(usage.most.keys)}
              </span>
            ) : null
          }
          actions={
            <>
              <SearchField
                text={text ?? ""}
                placeholder="Search keys and owners"
                onText={(next) => change({ text: next || undefined })}
              />
              <Select
                size="xs"
                w={130}
                aria-label="Whose it is"
                placeholder="Any scope"
                clearable
                value={scope ?? null}
                data={stateScopes.map((value) => ({ value, label: scopeWords[value] }))}
                onChange={(value) => change({ scope: (value ?? undefined) as StateScope | undefined })}
              />
              {mayChange && rows.length > 0 ? (
                <ClearState
                  isNarrowed={isNarrowed}
                  isPending={clear.isPending}
                  onClear={() => clear.mutate(shown)}
                />
              ) : null}
            </>
          }
        />
        {clear.isError ? <FormProblem>{faultOf(clear.error).message}</FormProblem> : null}
      </div>
      <div className={page.split}>
        {list.isError && !pages ? (
          <div style={{ flex: 1 }}>
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          </div>
        ) : !pages ? (
          <div style={{ flex: 1 }}>
            <RowSkeletons rows={8} />
          </div>
        ) : rows.length === 0 ? (
          <div style={{ flex: 1 }}>
            <StateEmpty isNarrowed={isNarrowed} />
          </div>
        ) : (
          <StateTable rows={rows} open={open ?? null} onOpen={(id) => change({ open: id })} end={end} />
        )}
        {open === undefined ? null : (
          <EntryDrawer key={open} id={open as `sta_${string}`} onClose={() => change({ open: undefined })} />
        )}
      </div>
    </div>
  );
}
