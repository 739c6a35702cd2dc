import { countStates } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type News, patchModules, patchRows, type RowsPage, type TreePage } from "./patch.ts";
import type { ScriptItem } from "./queries.ts";

type World = Map<string, ScriptItem>;

const script = (module: string, name: string, version: number | null, id: string) =>
  ({
    id,
    module,
    name,
    status: version === null ? "never-published" : "live",
    liveLayer: version === null ? null : "version",
    liveVersion: version,
    failures: 0,
  }) as unknown as ScriptItem;

const sorted = (world: World) =>
  [...world.values()].sort((a, b) =>
    a.module === b.module ? (a.name < b.name ? -1 : 1) : a.module < b.module ? -1 : 1,
  );

function modulesOf(world: World) {
  const all = sorted(world);
  const names = [...new Set(all.map(({ module }) => module))];
  return names.map((module) => ({ module, ...countStates(all.filter((one) => one.module === module)) }));
}

/** Pages as a server hands them out: of so many entries each, `read` of them were asked for. */
function paged<T>(all: readonly T[], size: number, read: number, cursorOf: (one: T) => string) {
  const pages: { items: T[]; next: string | null }[] = [];
  for (let at = 0; pages.length === 0 || at < all.length; at += size) {
    const items = all.slice(at, at + size);
    pages.push({ items, next: at + size < all.length ? cursorOf(items.at(-1)!) : null });
  }
  return pages.slice(0, read);
}

const treePages = (world: World, size: number, read: number) => ({
  pages: paged(modulesOf(world), size, read, ({ module }) => module).map(
    ({ items, next }): TreePage => ({ scripts: world.size, modules: items, next }),
  ),
  pageParams: [],
});
const rowPages = (world: World, module: string | null, size: number, read: number) => ({
  pages: paged(
    sorted(world).filter((one) => module === null || one.module === module),
    size,
    read,
    (one) => `${one.module}/${one.name}`,
  ) as RowsPage[],
  pageParams: [],
});

const name = fc.record({ module: fc.constantFrom("a", "b", "c"), name: fc.constantFrom("k", "m", "p", "z") });
const change = fc.record({ name, version: fc.option(fc.nat(3)), gone: fc.boolean() });

test("lists that were told what changed say what the server would say now", () => {
  fc.assert(
    fc.property(
      fc.array(name, { maxLength: 8 }),
      fc.array(change, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(null, "a", "b"),
      (start, changes, size, module) => {
        const world: World = new Map();
        const put = (at: { module: string; name: string }, version: number | null) =>
          world.set(
            `${at.module}/${at.name}`,
            script(at.module, at.name, version, `scr_${at.module}${at.name}`),
          );
        for (const at of start) put(at, null);
        const every = 100;
        const tree = treePages(world, size, every);
        const rows = rowPages(world, module, size, every);
        for (const one of changes)
          if (one.gone) world.delete(`${one.name.module}/${one.name.name}`);
          else put(one.name, one.version);
        const names = changes.map((one) => one.name);
        const news: News = {
          ids: [],
          names,
          items: sorted(world).filter((one) =>
            names.some((at) => at.module === one.module && at.name === one.name),
          ),
          modules: modulesOf(world).filter((one) => names.some((at) => at.module === one.module)),
        };
        const told = patchModules(tree, news);
        expect(told.pages.flatMap((page) => page.modules)).toEqual(modulesOf(world));
        expect(told.pages.at(-1)!.scripts).toBe(world.size);
        expect(patchRows(rows, module, news).pages.flatMap((page) => page.items)).toEqual(
          sorted(world).filter((one) => module === null || one.module === module),
        );
      },
    ),
  );
});

test("what lies beyond the pages that were read is left to its page", () => {
  const world: World = new Map(
    ["k", "m", "p", "z"].map((each) => [`a/${each}`, script("a", each, null, `scr_${each}`)]),
  );
  const first = rowPages(world, "a", 2, 1);
  const added = script("a", "q", null, "scr_q");
  const news = { ids: [added.id], names: [], items: [added], modules: [] };
  expect(patchRows(first, "a", news)).toEqual(first);
});
