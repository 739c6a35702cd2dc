import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Inputs } from "../../app/trpc.ts";
import { aLayer } from "../../testing/layer.ts";
import { openPage } from "../../testing/page.tsx";
import { aFolder, aStatus, type Folder, someSources } from "../../testing/sources.ts";
import { Refusal } from "../../testing/wire.ts";
import type { ScriptStatus } from "./words.ts";

/** A page of the server's: all that it has, in the order that was asked for by name or by runs. */
const scriptsPage = (scripts: ScriptStatus[]) => (asked: Inputs["registry"]["scripts"]) => {
  const turn = asked.turned ? -1 : 1;
  const sorted = asked.sort === "runs" ? scripts.toSorted((a, b) => turn * (b.runs - a.runs)) : scripts;
  return { scripts: sorted, total: scripts.length, next: null };
};

const openSources = (scripts: ScriptStatus[], given: Partial<Folder> = {}, more: object = {}) =>
  openPage("/r/acme/sources", {
    "registry.scripts": scriptsPage(scripts),
    "registry.folder": () => aFolder(given),
    ...more,
  });
const names = () =>
  screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.getAttribute("aria-label")?.split(":")[0]);

const failed = aStatus("risk", {
  runs: 10,
  errors: 1,
  successRate: 0.9,
  p50Us: 400,
  p95Us: 900,
  p99Us: 1_000,
  lastError: { executionId: "exe_1", type: "execution", message: "oops", at: 0 } as ScriptStatus["lastError"],
});

test("every script says what runs and how it fared; a column's head turns the order, in the address", async () => {
  using page = await openSources([aStatus("a"), failed]);
  await screen.findByRole("row", { name: /^login\/risk: runs version 3, 10 runs, 90/ });
  expect(names()).toEqual(["login/a", "login/risk"]);
  fireEvent.click(screen.getByRole("button", { name: "Runs" }));
  await waitFor(() => expect(names()).toEqual(["login/risk", "login/a"]));
  expect(page.address()).toBe("/r/acme/sources?sort=runs");
  expect(screen.getByRole("columnheader", { name: "Runs" }).getAttribute("aria-sort")).toBe("descending");
  fireEvent.click(screen.getByRole("button", { name: "Runs" }));
  await waitFor(() => expect(names()).toEqual(["login/a", "login/risk"]));
});

test("a script's drawer has its layers, first to last, with what is wrong with each", async () => {
  const broken = aLayer({
    layer: "file",
    path: "login/risk.ts",
    valid: false,
    problem: "not valid",
    diagnostics: [
      { file: "login/risk", line: 2, column: 5, code: "1005", message: "';' expected.", severity: "error" },
    ] as never,
  });
  const layers = [
    aLayer({ layer: "version", version: 3, path: null, active: true }),
    broken,
    aLayer({ layer: "default", present: false, path: null }),
  ];
  using page = await openSources(
    [failed],
    {},
    { "registry.script": () => someSources("risk", layers, "version") },
  );
  fireEvent.click(await screen.findByRole("row", { name: /^login\/risk/ }));
  const drawer = within(await screen.findByRole("region", { name: "Source layers" }));
  expect(page.address()).toBe("/r/acme/sources?open=login%2Frisk");
  await drawer.findByText("The host ships no script of this name.");
  expect(drawer.getAllByRole("heading", { level: 3 }).map((one) => one.textContent)).toEqual([
    expect.stringContaining("Last 24 hours"),
    "version 3runs",
    "file login/risk.tsnot valid",
    "defaultnone",
  ]);
  expect(within(drawer.getByRole("list", { name: "Findings" })).getByText(/';' expected/)).toBeTruthy();
  expect(drawer.getByText("The host ships no script of this name.")).toBeTruthy();
  expect(drawer.getByRole("link", { name: "oops" }).getAttribute("href")).toContain("open=exe_1");
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(page.address()).toBe("/r/acme/sources"));
});

test("until there is a file, the page says where one goes; files that are nobody's are listed", async () => {
  const unused = [{ path: "login/typo.ts", message: "There is no script of this name." }];
  using _ = await openSources([aStatus("a")], { unused, hasFiles: false, example: "login/a" });
  expect(await screen.findByText("No file yet.", { exact: false })).toBeTruthy();
  expect(screen.getByText("login/a.ts").tagName).toBe("CODE");
  expect(screen.getByRole("region", { name: "Files that are not used" }).textContent).toContain(
    "One file is not used:login/typo.ts",
  );
  expect(screen.getByText("Watching ./scripts")).toBeTruthy();
});

test("a realm without scripts says how to get one", async () => {
  using _ = await openSources([], { folder: null });
  expect(await screen.findByText("No script yet")).toBeTruthy();
  expect(screen.queryByText(/Watching/)).toBeNull();
});

test("a window of time is asked for, and a refusal offers another try", async () => {
  let refused = false;
  using page = await openPage("/r/acme/sources", {
    "registry.scripts": () => {
      if (refused) throw new Refusal("Too many records.", { fault: "bad_request" });
      return { scripts: [], total: 0, next: null };
    },
    "registry.folder": () => aFolder(),
  });
  await screen.findByText("No script yet");
  fireEvent.click(screen.getByRole("radio", { name: "7d" }));
  await waitFor(() =>
    expect(page.wire.sent("registry.scripts").at(-1)).toMatchObject({ realm: "acme", window: "7d" }),
  );
  page[Symbol.dispose]();
  refused = true;
  using _ = await openPage("/r/acme/sources", {
    "registry.scripts": () => {
      throw new Refusal("Too many records.", { fault: "bad_request" });
    },
    "registry.folder": () => aFolder(),
  });
  expect(await screen.findByText("Too many records.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
});
