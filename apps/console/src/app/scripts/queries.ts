import { isSpecifier } from "@scriptyard/model";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keepInRealm } from "../keep-in-realm.ts";
import { type Outputs, trpcClient, useTRPC } from "../trpc.ts";
import { usePages } from "../use-pages.ts";

/** A script as lists show it, and a module of the tree. */
export type ScriptItem = Outputs["scripts"]["list"]["items"][number];
export type ModuleItem = Outputs["scripts"]["tree"]["modules"][number];
export type ScriptName = { module: string; name: string };

/** A realm with so many scripts at most is read whole: one page of `scripts.list`. */
export const smallRealm = 200;

/** Modules with what their scripts say, counted; the rest of a realm's modules by `fetchNextPage`. */
export function useModules(realm: string) {
  const { list, pages } = usePages({
    queryKey: modulesKey(realm),
    ask: (cursor, signal) => trpcClient.scripts.tree.query({ realm, cursor }, { signal }),
  });
  const data = useMemo(
    () => pages && { scripts: pages.at(-1)!.scripts, modules: pages.flatMap((page) => page.modules) },
    [pages],
  );
  return { ...list, data };
}

/** Scripts of one module, or (null) of a small realm; by pages. */
export function useScriptRows(realm: string, module: string | null, enabled = true) {
  const { list, pages } = usePages({
    queryKey: rowsKey(realm, module),
    enabled,
    ask: (cursor, signal) =>
      trpcClient.scripts.list.query(
        { realm, cursor, limit: smallRealm, ...(module === null ? {} : { module }) },
        { signal },
      ),
  });
  return { ...list, data: useMemo(() => pages?.flatMap((page) => page.items), [pages]) };
}

/** What the server finds for a text, bounded; null asks nothing. The answer before stays until the next one comes. */
export function useScriptSearch(realm: string, text: string | null, limit: number) {
  return useQuery({
    ...useTRPC().scripts.search.queryOptions(
      text === null ? skipToken : { realm, text: text.slice(0, 200), limit },
    ),
    placeholderData: keepInRealm(realm),
  });
}

/** Scripts by their names, in one answer; those that are not there are left out. */
export function useScriptsNamed(realm: string, names: readonly ScriptName[]) {
  const asked = names.filter(({ module, name }) => isSpecifier(`${module}/${name}`));
  const { data, isPlaceholderData, error, refetch } = useQuery({
    ...useTRPC().scripts.named.queryOptions(
      asked.length === 0 ? skipToken : { realm, names: asked.slice(0, 100) },
    ),
    placeholderData: keepInRealm(realm),
  });
  // What no script can be called is as good as answered; the answer to what was asked before is none.
  const isSuccess = asked.length === 0 || (data !== undefined && !isPlaceholderData);
  return { scripts: data?.items ?? none, isSuccess, error: isSuccess ? null : error, refetch };
}

/** The script that an address calls `module/name`: a list of it, empty where there is none (yet). */
export function useScriptCalled(realm: string, specifier: string | undefined) {
  const [module = "", name = ""] = specifier?.split("/") ?? [];
  return useScriptsNamed(realm, specifier === undefined ? [] : [{ module, name }]);
}

const none: ScriptItem[] = [];

export const modulesKey = (realm: string) => ["scripts", "modules", realm] as const;
export const rowsKey = (realm: string, module: string | null) => ["scripts", "rows", realm, module] as const;
