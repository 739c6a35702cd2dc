import type { InfiniteData } from "@tanstack/react-query";
import type { Outputs } from "../trpc.ts";
import type { ModuleItem, ScriptItem, ScriptName } from "./queries.ts";

export type TreePage = Outputs["scripts"]["tree"];
export type RowsPage = Outputs["scripts"]["list"];
/** What was asked for, and what there is of it. */
export type News = { ids: readonly string[]; names: readonly ScriptName[] } & Outputs["scripts"]["named"];

/** Pages of modules after news: counts are replaced, a new module comes in at its place, an empty one goes. */
export function patchModules(data: InfiniteData<TreePage>, news: News): InfiniteData<TreePage> {
  const known = new Map(news.modules.map((module) => [module.module, module]));
  const asked = new Set([...known.keys(), ...news.names.map(({ module }) => module)]);
  let more = 0;
  const count = (of: readonly ModuleItem[]) => of.reduce((sum, { scripts }) => sum + scripts, 0);
  const pages = data.pages.map((page, index) => {
    const from = data.pages[index - 1]?.next ?? null;
    const belongs = (module: string) =>
      (from === null || module > from) && (page.next === null || module <= page.next);
    const rest = page.modules.filter(({ module }) => !asked.has(module));
    const modules = [...rest, ...news.modules.filter(({ module }) => belongs(module))].sort((a, b) =>
      a.module < b.module ? -1 : 1,
    );
    more += count(modules) - count(page.modules);
    return { ...page, modules };
  });
  return { ...data, pages: pages.map((page) => ({ ...page, scripts: page.scripts + more })) };
}

/** Pages of rows (of one module, or of all) after news. A row beyond what was read so far is left for its page. */
export function patchRows(
  data: InfiniteData<RowsPage>,
  module: string | null,
  news: News,
): InfiniteData<RowsPage> {
  const known = new Map(data.pages.flatMap(({ items }) => items).map((item) => [item.id, item]));
  const fresh = news.items
    .map((item) => newer(known.get(item.id), item))
    .filter((item) => module === null || item.module === module);
  const asked = new Set<string>([...news.ids, ...news.names.map(specifierOf)]);
  for (const item of news.items) asked.add(item.id);
  const pages = data.pages.map((page, index) => {
    const from = data.pages[index - 1]?.next ?? null;
    const belongs = (item: ScriptItem) =>
      (from === null || isAfter(item, from)) && (page.next === null || !isAfter(item, page.next));
    const rest = page.items.filter((item) => !asked.has(item.id) && !asked.has(specifierOf(item)));
    return { ...page, items: [...rest, ...fresh.filter(belongs)].sort(byName) };
  });
  return { ...data, pages };
}

/** Rows of an answer that keeps its own order, e.g. of a search. */
export function patchItems<Item extends ScriptItem>(items: readonly Item[], news: News): Item[] {
  const fresh = new Map(news.items.map((item) => [item.id, item]));
  return items.map((item) => newer(item, { ...item, ...fresh.get(item.id) }));
}

/** An answer that was slow on its way may be older than what a save has put into the list meanwhile. */
function newer<Item extends ScriptItem>(known: Item | undefined, told: Item): Item {
  return known && known.draftRevision > told.draftRevision ? known : told;
}

const specifierOf = ({ module, name }: ScriptName) => `${module}/${name}`;

function byName(a: ScriptName, b: ScriptName): number {
  if (a.module !== b.module) return a.module < b.module ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function isAfter(item: ScriptName, cursor: string): boolean {
  const [module = "", name = ""] = cursor.split("/");
  return byName(item, { module, name }) > 0;
}
