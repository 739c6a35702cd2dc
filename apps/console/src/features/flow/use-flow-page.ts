import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useWhyNothingRuns } from "../../app/me.ts";
import type { FlowPanel, FlowSearch } from "./search.ts";

const route = getRouteApi("/r/$realm/flows/$flow");

/** What is selected and open on the page of a flow: all of it stands in the address. */
export function useFlowPage(realm: string, flow: string) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const nothingRuns = useWhyNothingRuns();
  const changeSearch = useCallback(
    (change: FlowSearch) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true }),
    [navigate],
  );
  const select = useCallback(
    (node: string | null) =>
      changeSearch({ node: node ?? undefined, add: undefined, ...(node && { panel: undefined }) }),
    [changeSearch],
  );
  return {
    search,
    changeSearch,
    select,
    /** Why nothing can be tried; null where it can. */
    nothingRuns,
    // What was tried belongs to the open panel.
    setTry: (open: boolean): void => {
      if (open && nothingRuns !== null) return;
      void navigate({
        search: ({ node, traffic }) => ({ node, traffic, ...(open && { try: true as const }) }),
        replace: true,
      });
    },
    showPanel: (panel: FlowPanel | undefined): void =>
      changeSearch({ panel, node: undefined, try: undefined }),
    openRun: (execution: string): void =>
      void navigate({ to: "/r/$realm/executions", params: { realm }, search: { open: execution } }),
    openScript: (node: string): void =>
      void navigate({
        to: "/r/$realm/scripts/$module/$name",
        params: { realm, module: flow, name: node },
        search: {},
      }),
  };
}
