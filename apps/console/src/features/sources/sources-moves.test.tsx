import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Inputs } from "../../app/trpc.ts";
import { aRealm } from "../../testing/given.ts";
import { later } from "../../testing/later.ts";
import { aLayer } from "../../testing/layer.ts";
import { openPage } from "../../testing/page.tsx";
import { aFolder, aStatus, someSources } from "../../testing/sources.ts";
import { type Answers, Refusal } from "../../testing/wire.ts";

type Asked = Inputs["registry"]["scripts"];
type Status = ReturnType<typeof aStatus>;
const whole = (scripts: Status[]) => ({ scripts, total: scripts.length, next: null });
const openSources = (answers: Answers, address = "") =>
  openPage(`/r/acme/sources${address}`, {
    "registry.folder": () => aFolder(),
    "registry.scripts": () => whole([aStatus("risk")]),
    ...answers,
  });
const plain = (text: string | null) => text?.replaceAll("\u2009", " ") ?? "";
const row = (name: RegExp) => screen.findByRole("row", { name });
const drawer = async () => within(await screen.findByRole("region", { name: "Source layers" }));
const version = [aLayer({ layer: "version", version: 3, path: null, active: true })];

test("a row says every figure of a script, and its links lead to what is counted", async () => {
  using page = await openSources(
    {
      "registry.scripts": () =>
        whole([
          aStatus("risk", {
            layer: "file",
            version: null,
            path: "login/risk.ts",
            problem: "A library is missing.",
            compileUs: null,
            runs: 12_345,
            errors: 5,
            successRate: 0.999,
            p50Us: 400,
            p95Us: 900,
            p99Us: 12_000,
            lastError: {
              executionId: "exe_1",
              type: "timeout",
              message: "",
              at: Date.now() - 90_000,
            } as never,
            lastRunAt: Date.now() - 30_500,
          }),
          aStatus("draft", { scriptId: null, layer: null, version: null, sha256: null, language: null }),
        ]),
    },
    "?range=7d",
  );
  const risk = within(await row(/^login\/risk: runs file login\/risk\.ts, 12.345 runs, 99\.9.% went well$/));
  const cells = risk.getAllByRole("gridcell").map((cell) => plain(cell.textContent));
  expect(cells).toEqual([
    "login/riskTypeScript · onExecute",
    "file login/risk.ts3f9a2c1b",
    "not yet",
    "12.3 k",
    "99.9 %",
    "0.40 ms",
    "0.90 ms",
    "12 ms",
    "timeout1 min ago",
    expect.stringMatching(/^\d+ s ago$/),
  ]);
  expect(risk.getByRole("link", { name: "Executions of login/risk" }).getAttribute("href")).toBe(
    "/r/acme/executions?script=login%2Frisk&range=7d",
  );
  expect(risk.getByRole("link", { name: "timeout" }).getAttribute("href")).toContain(
    "status=error&open=exe_1",
  );
  // A script that only a file names has no page yet; a click on a link does not open the drawer.
  const draft = within(screen.getByRole("row", { name: /^login\/draft: runs nothing, no run$/ }));
  expect(draft.queryByRole("link")).toBeNull();
  expect(draft.getByText("not checked yet")).toBeTruthy();
  fireEvent.click(risk.getByRole("link", { name: "login/risk" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/scripts/login/risk"));
});

test("a drawer that is on its way is there with its name; one that cannot be read says why, and can be asked for again", async () => {
  let refused = false;
  const slow = later<object>();
  using page = await openSources({
    "registry.script": () => {
      if (refused) throw new Refusal("There is no script login/gone.", { fault: "not_found" });
      return slow.promise;
    },
  });
  fireEvent.click(await row(/^login\/risk/));
  expect((await drawer()).getByRole("heading", { name: "login/risk" })).toBeTruthy();
  slow.give(someSources("risk", version, "version"));
  expect(await (await drawer()).findByRole("link", { name: "Open in the editor" })).toBeTruthy();
  page[Symbol.dispose]();
  refused = true;
  using again = await openSources(
    {
      "registry.script": () => {
        if (refused) throw new Refusal("There is no script login/gone.", { fault: "not_found" });
        return someSources("gone", version, "version");
      },
    },
    "?open=login/gone",
  );
  expect((await (await drawer()).findByRole("alert")).textContent).toContain(
    "There is no script login/gone.",
  );
  refused = false;
  fireEvent.click((await drawer()).getByRole("button", { name: "Try again" }));
  expect(await (await drawer()).findByText("version 3", { selector: "h3 *" })).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(again.address()).toBe("/r/acme/sources"));
});

test("the figures in the drawer are those of the window that is chosen, in words", async () => {
  using _ = await openSources(
    {
      "registry.scripts": () =>
        whole([
          aStatus("risk", {
            runs: 4,
            errors: 1,
            successRate: 0.75,
            p50Us: 400,
            p95Us: 900,
            p99Us: 1_000,
            lastRunAt: Date.now() - 90_000,
          }),
        ]),
      "registry.script": () => someSources("risk", version, "version"),
    },
    "?open=login/risk&range=1h",
  );
  const figures = within(await (await drawer()).findByRole("region", { name: "Figures" }));
  expect(figures.getByRole("heading", { name: /^Last hour/ })).toBeTruthy();
  expect(figures.getAllByRole("definition").map((one) => plain(one.textContent))).toEqual([
    "in 0.80 ms",
    "4, 1 failed: 75 % went well",
    "p50 0.40 ms · p95 0.90 ms · p99 1.0 ms",
    "1 min ago",
  ]);
  expect(figures.getByRole("link", { name: "Executions" }).getAttribute("href")).toContain("range=1h");
});

test("a name is looked for by the server, once the typing pauses; none says so, and how to go on", async () => {
  using page = await openSources({
    "registry.scripts": ({ text }: Asked) => whole(text === undefined ? [aStatus("risk")] : []),
  });
  await row(/^login\/risk/);
  fireEvent.keyDown(window, { key: "/" });
  const search = screen.getByRole("textbox", { name: "Search scripts" });
  expect(document.activeElement).toBe(search);
  fireEvent.change(search, { target: { value: " nobody " } });
  expect(await screen.findByText("No script is called so")).toBeTruthy();
  expect(page.address()).toBe("/r/acme/sources?text=nobody");
  expect(page.wire.sent("registry.scripts").map((asked) => (asked as Asked).text)).toEqual([
    undefined,
    "nobody",
  ]);
  fireEvent.change(search, { target: { value: "" } });
  await row(/^login\/risk/);
});

test("the next page is asked for by its cursor; a script that moved between pages is there once", async () => {
  const pages: Record<string, object> = {
    first: { scripts: [aStatus("a"), aStatus("b")], total: 3, next: "b" },
    b: { scripts: [aStatus("b", { runs: 1 }), aStatus("c")], total: 3, next: null },
  };
  using page = await openSources({
    "registry.scripts": ({ cursor }: Asked) => pages[cursor ?? "first"],
  });
  await row(/^login\/c/);
  const names = screen.getAllByRole("row").slice(1);
  expect(names.map((one) => one.getAttribute("aria-label")?.split(":")[0])).toEqual([
    "login/a",
    "login/b",
    "login/c",
  ]);
  expect(page.wire.sent("registry.scripts").at(-1)).toMatchObject({ cursor: "b" });
  expect(screen.getByText("3")).toBeTruthy();
});

test("runs, publishes and files are followed while one looks; trials are not", async () => {
  let status = aStatus("risk");
  using page = await openSources({ "registry.scripts": () => whole([status]) });
  await row(/no run$/);
  const ran = (trigger: string) =>
    page.emit({
      type: "execution",
      realmId: "rlm_acme",
      execution: { scriptId: "scr_risk", trigger, status: "ok" },
    } as never);
  const before = page.wire.sent("registry.scripts").length;
  await ran("preview");
  expect(page.wire.sent("registry.scripts")).toHaveLength(before);
  status = aStatus("risk", { runs: 1, successRate: 1 });
  await ran("flow");
  await row(/1 run, 100/);
  status = aStatus("risk", { runs: 1, successRate: 1, version: 4 });
  await page.emit({ type: "published", realmId: "rlm_acme", event: { scriptId: "scr_risk" } } as never);
  await row(/runs version 4/);
});

test("hot reload that is off says how to have it; files that are nobody's are text, the rest of them counted", async () => {
  const hostile = "<img src=x>\u202e.ts";
  using page = await openSources({
    "registry.folder": () =>
      aFolder({
        watching: "off",
        unused: [{ path: hostile, message: "No module is called so." }],
        moreUnused: 4,
      }),
  });
  expect(await screen.findByText("Hot reload off")).toBeTruthy();
  const unused = screen.getByRole("region", { name: "Files that are not used" });
  expect(unused.textContent).toContain("5 files are not used:");
  expect(within(unused).getByText(hostile).closest("bdi")).toBeTruthy();
  expect(within(unused).getByText("and 4 more")).toBeTruthy();
  expect(page.container.querySelector("main img")).toBeNull();
});

test("another realm's sources begin empty, not with those of the realm before", async () => {
  const beta = { ...aRealm, id: "rlm_beta" as const, name: "beta", title: "Beta" };
  using page = await openSources({
    "realms.list": () => [aRealm, beta],
    "registry.scripts": ({ realm }: Asked) =>
      realm === "acme" ? whole([aStatus("risk")]) : new Promise(() => {}),
    "overview.get": () => new Promise(() => {}),
  });
  await row(/^login\/risk/);
  fireEvent.click(screen.getByRole("button", { name: "Realm acme, switch" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: /Beta/ }));
  await screen.findByRole("button", { name: "Realm beta, switch" });
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  fireEvent.keyDown(window, { key: "g" });
  fireEvent.keyDown(window, { key: "u" });
  await waitFor(() => expect(page.address()).toBe("/r/beta/sources"));
  expect(screen.queryByRole("row", { name: /^login\/risk/ })).toBeNull();
});
