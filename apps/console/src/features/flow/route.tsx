// Long: the page of a flow: its graph, and what may stand beside it, by the address.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { type Command, useOffer } from "../../app/commands/offers.ts";
import { useKey } from "../../app/keys/use-key.ts";
import { useCan, useWhyNothingRuns } from "../../app/me.ts";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { countOf } from "../../components/format.ts";
import page from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { FlowActions } from "./components/flow-actions.tsx";
import { FlowGraph } from "./components/flow-graph.tsx";
import { NodeSheet } from "./components/node-sheet.tsx";
import { TryIt } from "./components/try-it.tsx";
import styles from "./flow.module.css";
import type { FlowSearch } from "./search.ts";
import { useLiveNodes } from "./use-live-nodes.ts";
import { usePlaces } from "./use-places.ts";

const route = getRouteApi("/r/$realm/flows/$flow");

export function FlowPage() {
  const realm = useRealm();
  const { flow } = route.useParams();
  // What was dragged, counted and walked is of one flow: another may have nodes of the same names.
  return <FlowOf key={`${realm}/${flow}`} realm={realm} name={flow} />;
}

function FlowOf({ realm, name }: { realm: string; name: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const trpc = useTRPC();
  const mayEdit = useCan("author");
  const nothingRuns = useWhyNothingRuns();
  const query = useQuery(trpc.flows.get.queryOptions({ realm, flow: name }));
  const flow = query.data;
  const live = useLiveNodes(name, flow?.nodeViews);
  const [at, setAt] = useState<string | null>(null);
  const places = usePlaces(flow);
  const select = (node: string | undefined): void =>
    void navigate({ search: (now) => ({ ...now, node }), replace: true });
  const setTry = (open: boolean): void =>
    void navigate({
      // What was tried belongs to the open panel.
      search: ({ node }) => ({ node, ...(open && { try: true as const }) }),
      replace: true,
    });
  const changeSearch = useCallback(
    (change: FlowSearch) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true }),
    [navigate],
  );

  const openScript = (node: string): void => {
    const params = { realm, module: name, name: node };
    void navigate({ to: "/r/$realm/scripts/$module/$name", params, search: {} });
  };
  useKey("tryFlow", () => nothingRuns === null && setTry(true));
  const selected = search.node ? flow?.nodes.find((node) => node.name === search.node) : undefined;
  const inMenu: Command[] = mayEdit
    ? [{ id: "layout", label: "Lay out automatically…", run: places.askLayout }]
    : [];
  useOffer(flow ? flow.title : null, [
    { id: "try", label: "Try it", shortcut: "tryFlow", blocked: nothingRuns, run: () => setTry(true) },
    ...(selected
      ? [{ id: "node", label: `Open the script of ${selected.title}`, run: () => openScript(selected.name) }]
      : []),
    ...inMenu,
  ]);

  if (query.isError && !flow)
    return <ErrorState wholePage error={query.error} onRetry={() => void query.refetch()} />;

  return (
    <div className={page.full}>
      <div className={page.top}>
        <PageHeader
          title={flow?.title ?? name}
          hint="Click a node for its summary; double-click it, or press Enter, to edit its script."
          beside={flow ? <span className="faint">{countOf(flow.nodes.length, "node")}</span> : null}
          actions={
            <FlowActions
              ready={flow !== undefined}
              blocked={nothingRuns}
              onTry={() => setTry(true)}
              menu={inMenu}
            />
          }
        />
      </div>
      <div className={page.split}>
        <section className={styles.canvas} aria-label={`Graph of ${flow?.title ?? name}`}>
          {flow ? (
            <FlowGraph
              flow={flow}
              live={live}
              selected={search.node ?? null}
              at={at}
              onSelect={(node) => select(node ?? undefined)}
              onOpen={openScript}
              onMoved={mayEdit ? places.save : undefined}
            />
          ) : null}
        </section>
        {search.try && flow && nothingRuns === null ? (
          <TryIt
            flow={flow}
            search={search}
            onSearch={changeSearch}
            onStep={setAt}
            onClose={() => setTry(false)}
          />
        ) : selected && flow ? (
          <NodeSheet flow={flow} node={selected} onOpen={openScript} onClose={() => select(undefined)} />
        ) : null}
      </div>
    </div>
  );
}
