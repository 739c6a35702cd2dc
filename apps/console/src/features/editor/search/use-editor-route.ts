import { withoutUndefined } from "@scriptyard/model";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type EditorSearch, parseEditorSearch } from "../../../app/editor-search.ts";

export type EditorRoute = {
  realm: string;
  /** The script in front, or null on the start page. */
  module: string | null;
  name: string | null;
  search: EditorSearch;
  /** Changes parts of the address; `undefined` removes one. Replaces the history entry unless told to push. */
  patch: (change: EditorSearch, options?: { push?: boolean }) => void;
  open: (module: string, name: string, search?: EditorSearch) => void;
  /** To the start page: nothing open. */
  home: () => void;
};

export function useEditorRoute(): EditorRoute {
  const params: { realm?: string; module?: string; name?: string } = useParams({ strict: false });
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const { realm = "", module = null, name = null } = params;
  const search = useMemo(() => parseEditorSearch(raw), [raw]);

  const patch = useCallback<EditorRoute["patch"]>(
    (change, options) => {
      void navigate({
        to: ".",
        search: ((previous: Record<string, unknown>) =>
          withoutUndefined({ ...parseEditorSearch(previous), ...change })) as never,
        replace: !options?.push,
      });
    },
    [navigate],
  );

  const open = useCallback<EditorRoute["open"]>(
    (toModule, toName, toSearch = {}) => {
      void navigate({
        to: "/r/$realm/scripts/$module/$name" as never,
        params: { realm, module: toModule, name: toName } as never,
        // Which panels are in front stays as it is; what belongs to one script does not.
        search: ((previous: Record<string, unknown>) => {
          const { tab, panel } = parseEditorSearch(previous);
          return withoutUndefined({ tab, panel, ...toSearch });
        }) as never,
      });
    },
    [navigate, realm],
  );

  const home = useCallback(() => {
    void navigate({ to: "/r/$realm/scripts" as never, params: { realm } as never, search: {} as never });
  }, [navigate, realm]);

  return useMemo(
    () => ({ realm, module, name, search, patch, open, home }),
    [realm, module, name, search, patch, open, home],
  );
}
