import { countStates } from "@scriptyard/model";
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { EditorContext, type EditorScope } from "../editor-context.ts";
import type { ScriptItem } from "../server/types.ts";
import { ScriptTree } from "./script-tree.tsx";

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const script = (module: string, name: string, change: Partial<ScriptItem> = {}) =>
  ({
    id: `scr_${module}_${name}`,
    module,
    name,
    description: "",
    hook: "onExecute",
    status: "live",
    liveVersion: 1,
    liveLayer: "version",
    changedLines: 0,
    failures: 0,
    draftRevision: 1,
    ...change,
  }) as ScriptItem;

/** A realm on the other side of the wire, paged as the server does it. */
function realmOf(scripts: ScriptItem[]) {
  const modulesOf = (of: readonly ScriptItem[]) =>
    [...new Set(of.map(({ module }) => module))].map((module) => ({
      module,
      ...countStates(of.filter((one) => one.module === module)),
    }));
  const wire = fakeWire({
    "scripts.tree": () => ({ scripts: scripts.length, modules: modulesOf(scripts), next: null }),
    "scripts.list": ({
      module,
      cursor,
      limit,
    }: {
      module?: string;
      cursor?: string | null;
      limit: number;
    }) => {
      const all = scripts.filter((one) => module === undefined || one.module === module);
      const from = cursor ? all.findIndex((one) => `${one.module}/${one.name}` === cursor) + 1 : 0;
      const items = all.slice(from, from + limit);
      const last = items.at(-1);
      return { items, next: last && from + limit < all.length ? `${last.module}/${last.name}` : null };
    },
    "scripts.search": ({ text, limit }: { text: string; limit: number }) => {
      const found = scripts.filter((one) => `${one.module}/${one.name}`.includes(text));
      return { items: found.slice(0, limit), more: Math.max(0, found.length - limit) };
    },
    "scripts.named": (asked: { ids?: string[]; names?: { module: string; name: string }[] }) => {
      const items = scripts.filter(
        (one) =>
          asked.ids?.includes(one.id) ||
          asked.names?.some(({ module, name }) => module === one.module && name === one.name),
      );
      const modules = new Set([...items, ...(asked.names ?? [])].map(({ module }) => module));
      return { items, modules: modulesOf(scripts).filter(({ module }) => modules.has(module)) };
    },
  });
  return { wire, scripts };
}

const scope = (address?: string): EditorScope => {
  const [module = null, name = null] = address?.split("/") ?? [];
  const nothing = () => {};
  const route = { realm: "acme", module, name, search: {}, patch: nothing, open: nothing, home: nothing };
  return { route, userId: "usr_1", readOnlyReason: null, traceBlocked: null, runBlocked: null };
};
const showTree = (address?: string) =>
  show(
    <EditorContext value={scope(address)}>
      <ScriptTree />
    </EditorContext>,
  );
const rows = () =>
  [...document.querySelectorAll('[role="treeitem"]')].map(
    (row) => row.getAttribute("aria-label") ?? row.textContent,
  );
const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });

/** 300 scripts in three modules: too many to be read at once. */
const large = () =>
  ["alpha", "beta", "gamma"].flatMap((module) =>
    Array.from({ length: module === "beta" ? 260 : 20 }, (_, n) => script(module, `s${1_000 + n}`)),
  );

test("a small realm is unfolded, and read at once", async () => {
  const { wire } = realmOf([script("login", "risk"), script("login", "welcome"), script("shared", "dates")]);
  using _ = wire;
  await showTree("login/welcome");
  await screen.findByRole("treeitem", { name: /dates/ });
  expect(rows()).toEqual(["login", "risk, live v1", "welcome, live v1", "shared", "dates, live v1"]);
  expect(wire.sent("scripts.list")).toEqual([{ realm: "acme", limit: 200, cursor: null }]);
  expect(screen.getByRole("treeitem", { name: /welcome/ }).getAttribute("aria-selected")).toBe("true");
});

test("a large realm is its modules, with what their scripts say; the one of the address is unfolded", async () => {
  const scripts = large();
  scripts[0] = script("alpha", "s1000", { status: "live-with-changes", changedLines: 2, failures: 1 });
  const { wire } = realmOf(scripts);
  using _ = wire;
  await showTree("gamma/s1003");
  await screen.findByRole("treeitem", { name: /s1003/ });
  expect(rows().slice(0, 3)).toEqual([
    "alpha, 20 scripts, all live, 1 with changes, 1 failed in the last hour",
    "beta, 260 scripts, all live",
    "gamma",
  ]);
  expect(wire.sent("scripts.list")).toEqual([{ realm: "acme", module: "gamma", limit: 200, cursor: null }]);
});

test("a long module is read page by page, and the script in the address is there at once", async () => {
  const { wire } = realmOf(large());
  using _ = wire;
  await showTree("beta/s1259");
  // By attributes: to compute the names of hundreds of rows takes this browser seconds.
  const slow = { timeout: 10_000 };
  const labels = (text: string) => rows().filter((label) => label?.includes(text));
  await waitFor(() => expect(labels("s1259")).toEqual(["s1259, live v1"]), slow);
  expect(labels("s1250")).toEqual([]);
  fireEvent.click(screen.getByText("60 more"));
  await waitFor(() => expect(labels("s1250")).toEqual(["s1250, live v1"]), slow);
  expect([labels("s1259").length, labels(" more").length]).toEqual([1, 0]);
});

test("keys walk, unfold, fold and jump, over modules that are read only then", async () => {
  const { wire } = realmOf(large());
  using _ = wire;
  await showTree();
  const alpha = await screen.findByRole("treeitem", { name: /^alpha/ });
  expect(alpha.tabIndex).toBe(0);
  alpha.focus();
  press("ArrowRight");
  await screen.findByRole("treeitem", { name: /s1000/ });
  expect(alpha.getAttribute("aria-expanded")).toBe("true");
  press("ArrowRight");
  expect(document.activeElement?.textContent).toBe("s1000");
  press("ArrowDown");
  expect(document.activeElement?.textContent).toBe("s1001");
  press("g");
  expect(document.activeElement?.textContent).toMatch(/^gamma/);
  press("Home");
  expect(document.activeElement).toBe(alpha);
  press("ArrowLeft");
  await waitFor(() => expect(alpha.getAttribute("aria-expanded")).toBe("false"));
  expect(screen.queryByRole("treeitem", { name: /s1000/ })).toBeNull();
  press("End");
  expect(document.activeElement?.textContent).toMatch(/^gamma/);
});

test.each(["alpha/gone", "gone/s1000"])(
  "where %s of the address is not there, Tab goes to the first module",
  async (address) => {
    const { wire } = realmOf([script("alpha", "s1000"), script("beta", "s1000")]);
    using _ = wire;
    await showTree(address);
    await screen.findAllByRole("treeitem", { name: /^s1000/ });
    const stops = screen.getAllByRole("treeitem").filter((row) => row.tabIndex === 0);
    expect(stops).toEqual([screen.getByRole("treeitem", { name: /^alpha/ })]);
  },
);

test("the filter finds scripts of folded modules, bounded, and goes away on Escape", async () => {
  const { wire } = realmOf(large());
  using _ = wire;
  await showTree();
  await screen.findByRole("treeitem", { name: /^alpha/ });
  const filter = screen.getByRole("textbox", { name: "Filter scripts" });
  fireEvent.change(filter, { target: { value: "s10" } });
  await screen.findByText("and 40 more: type more of what it is called.");
  fireEvent.change(filter, { target: { value: "s1259" } });
  await waitFor(() => expect(rows()).toEqual(["beta", "s1259, live v1"]));
  fireEvent.keyDown(filter, { key: "ArrowDown" });
  expect(document.activeElement?.textContent).toBe("beta");
  fireEvent.change(filter, { target: { value: "nobody" } });
  await screen.findByText("No script matches “nobody”.");
  // Taken by the filter while it has a text; after that it is for what the tree stands in.
  expect(fireEvent.keyDown(filter, { key: "Escape" })).toBe(false);
  await screen.findByRole("treeitem", { name: /^gamma/ });
  expect(fireEvent.keyDown(filter, { key: "Escape" })).toBe(true);
});

test("news of a script changes its row and its module, and nothing else is asked for", async () => {
  const { wire, scripts } = realmOf(large());
  using _ = wire;
  await showTree("alpha/s1000");
  await screen.findByRole("treeitem", { name: /s1000/ });
  scripts[0] = script("alpha", "s1000", { status: "live-with-changes", changedLines: 3, draftRevision: 2 });
  scripts.push(script("new", "one", { status: "never-published", liveVersion: null, liveLayer: null }));
  const before = wire.calls.length;
  await act(() => hearOfScripts("acme", { ids: [scripts[0]!.id], names: [{ module: "new", name: "one" }] }));
  await screen.findByRole("treeitem", { name: "s1000, live v1, 3 changes" });
  await screen.findByRole("treeitem", { name: "new, 1 script, nothing live" });
  expect(wire.calls.slice(before).map(({ procedure }) => procedure)).toEqual(["scripts.named"]);
  scripts.pop();
  await act(() => hearOfScripts("acme", { names: [{ module: "new", name: "one" }] }));
  await waitFor(() => expect(screen.queryByRole("treeitem", { name: /^new/ })).toBeNull());
});

test("rows on their way keep the places that they will have: of modules, and of a module as many as it has", async () => {
  const { wire } = realmOf([script("alpha", "s1"), script("alpha", "s2"), script("beta", "s1")]);
  wire[Symbol.dispose]();
  let modules = () => {};
  using _ = fakeWire({
    "scripts.tree": () =>
      new Promise((resolve) => {
        const all = [
          { module: "alpha", ...countStates([script("alpha", "s1"), script("alpha", "s2")]) },
          { module: "beta", ...countStates([script("beta", "s1")]) },
        ];
        modules = () => resolve({ scripts: 3, modules: all, next: null });
      }),
    "scripts.list": () => new Promise(() => {}),
  });
  await showTree();
  /** Each row has its dot and its name. */
  const rowsWaiting = async () =>
    (await screen.findAllByText("Loading scripts")).map(
      ({ parentElement }) => parentElement!.querySelectorAll(":scope > div > span[aria-hidden]").length / 2,
    );
  // Three modules, with three scripts each.
  const [whole] = await screen.findAllByText("Loading scripts");
  expect(whole!.parentElement!.querySelectorAll("div > div > span[aria-hidden]")).toHaveLength(3 * 2 + 9 * 2);
  modules();
  expect(await screen.findByRole("treeitem", { name: /^alpha/ })).toBeTruthy();
  expect(await rowsWaiting()).toEqual([2, 1]);
});

test("a realm without scripts says so, and one that cannot be read offers to try again", async () => {
  const { wire } = realmOf([]);
  using _ = wire;
  await showTree();
  await screen.findByText(/There are no scripts yet/);
  cleanup();
  using broken = fakeWire({});
  await showTree();
  const again = await screen.findByRole("button", { name: /again/i });
  expect(within(screen.getByRole("navigation")).queryByRole("tree")).toBeNull();
  fireEvent.click(again);
  await waitFor(() => expect(broken.sent("scripts.tree").length).toBe(2));
});
