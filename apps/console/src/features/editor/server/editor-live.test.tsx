import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import "../../../testing/browser-parts.ts";
import { anExecution, rowOf } from "../../../testing/execution.ts";
import { aDetail, closeEditor } from "../testing/in-editor.tsx";
import { openEditor, scriptServer } from "../testing/script-server.ts";

afterEach(() => {
  closeEditor();
});

type Page = Awaited<ReturnType<typeof openEditor>>;
/** The part of an event that a test is about. */
const tell = (page: Page, event: object) => page.emit(event as Parameters<Page["emit"]>[0]);
/** What was said of this script; another test's page may say that it goes. */
const beats = (page: Page) =>
  (page.wire.sent("presence.beat") as { scriptId: string; state: string }[])
    .filter(({ scriptId }) => scriptId === page.draft.scriptId)
    .map(({ state }) => state);
const typed = (page: Page, text: string) => act(() => page.draft.model.setValue(text));

test("a colleague's save comes into a text that nobody touched, and the header says whose it was", async () => {
  const server = scriptServer();
  using page = await openEditor(server);
  await tell(page, server.artur("return 'artur'"));
  await waitFor(() => expect(page.draft.model.getValue()).toBe("return 'artur'"));
  expect(page.wire.sent("drafts.save")).toEqual([]);
  fireEvent.mouseEnter(screen.getByText("Live v1"));
  expect(await screen.findByText(/Changed by Artur/)).toBeTruthy();
});

test("on other lines both are kept, which is said once; on the same line nothing is overwritten", async () => {
  const server = scriptServer({}, aDetail({ draft: { source: "one\ntwo\nthree\n" } }));
  using page = await openEditor(server);
  typed(page, "ONE\ntwo\nthree\n");
  await tell(page, server.artur("one\ntwo\nTHREE\n"));
  await waitFor(() => expect(page.draft.model.getValue()).toBe("ONE\ntwo\nTHREE\n"));
  expect(await screen.findByText(/^Artur is changing login\/risk-\d+ too$/)).toBeTruthy();
  await act(async () => page.draft.session.flush());
  await waitFor(() => expect(server.draft().source).toBe("ONE\ntwo\nTHREE\n"));
  typed(page, "ONE\nmine\nTHREE\n");
  await tell(page, server.artur("ONE\ntheirs\nTHREE\n"));
  fireEvent.click(await screen.findByRole("button", { name: "Decide…" }));
  expect(await screen.findByRole("heading", { name: /^Artur saved first/ })).toBeTruthy();
  expect(server.draft().source).toBe("ONE\ntheirs\nTHREE\n");
  expect(screen.getByText("Not saved")).toBeTruthy();
  // What runs and what is published is not decided yet: the panel below is away.
  expect(screen.queryByRole("tablist", { name: "Panels" })).toBeNull();
  fireEvent.click(screen.getByRole("radio", { name: "Both" }));
  fireEvent.click(screen.getByRole("button", { name: "Save this text" }));
  await waitFor(() => expect(server.draft().source).toBe("ONE\nmine\ntheirs\nTHREE\n"));
  expect(page.draft.model.getValue()).toBe("ONE\nmine\ntheirs\nTHREE\n");
  await screen.findByText("Saved");
});

test("whoever types when the same lines meet goes on typing, and every letter is among the places and in the browser", async () => {
  const server = scriptServer({}, aDetail({ draft: { source: "one\ntwo\n" } }));
  using page = await openEditor(server);
  const { draft } = page;
  const keptHere = () => draft.kept.take(draft.scriptId, new Set())?.source;
  const source = await screen.findByRole("region", { name: /^Source of/ });
  typed(page, "mine\ntwo\n");
  await tell(page, server.artur("theirs\ntwo\n"));
  const banner = await screen.findByText(/Artur changed the same lines\. Nothing was overwritten/);
  // The text stays in front: nothing comes under the hands.
  expect(source.isConnected).toBe(true);
  expect(screen.queryByRole("heading", { name: /saved first/ })).toBeNull();
  typed(page, "mine, and more\ntwo\n");
  expect(keptHere()).toBe("mine, and more\ntwo\n");
  expect(server.draft().source).toBe("theirs\ntwo\n");
  expect(banner.isConnected).toBe(true);

  fireEvent.click(screen.getByRole("button", { name: "Decide…" }));
  const place = await screen.findByRole("region", { name: "Place 1 of 1, both texts" });
  expect(place.textContent).toContain("mine, and more");
  fireEvent.click(screen.getByRole("radio", { name: "Artur’s" }));
  // Who remembers something goes back, and what is written then is asked about anew.
  fireEvent.click(screen.getByRole("button", { name: "Go on writing" }));
  expect(await screen.findByRole("region", { name: /^Source of/ })).toBeTruthy();
  typed(page, "mine, and most\ntwo\n");
  fireEvent.click(screen.getByRole("button", { name: "Decide…" }));
  expect(await screen.findByText("1 place is not decided yet.")).toBeTruthy();
  fireEvent.click(screen.getByRole("radio", { name: "Both" }));
  fireEvent.click(screen.getByRole("button", { name: "Save this text" }));
  await waitFor(() => expect(server.draft().source).toBe("mine, and most\ntheirs\ntwo\n"));
});

test("what another tab of one's own saved is called so, also when it is found after a reload", async () => {
  const detail = aDetail({
    draft: { source: "one\n", revision: 3, updatedBy: "usr_ada", updatedAt: 60_000 },
  });
  const { id } = detail.item;
  const kept = { source: "mine\n", baseRevision: 1, unacked: [], at: 1 };
  localStorage.setItem(`scriptyard.draft/usr_ada/${id}/gone`, JSON.stringify(kept));
  const server = scriptServer({ "drafts.state": () => ({ revision: 1, source: "start\n", at: 0 }) }, {
    ...detail,
    draftBy: "Ada Byron",
  } as typeof detail);
  using _ = await openEditor(server);
  expect(await screen.findByText(/Another tab of yours changed the same lines/)).toBeTruthy();
});

test("a publish by somebody else changes what is live, here and in the tree", async () => {
  const server = scriptServer(
    {},
    aDetail({ draft: { source: "return 2" }, item: { status: "live-with-changes", changedLines: 1 } }),
  );
  using page = await openEditor(server, "?tab=versions");
  expect(await screen.findByText("Live v1, 1 change")).toBeTruthy();
  const { item } = server.detail;
  server.change({
    item: { status: "live", liveVersion: 2, changedLines: 0 },
    live: { number: 2, source: "return 2" },
  });
  await tell(page, {
    type: "published",
    realmId: item.realmId,
    event: { scriptId: item.id, version: 2, kind: "publish" },
    module: item.module,
    name: item.name,
    by: "Artur",
    of: ["usr_ada"],
  });
  expect(await screen.findByText("Live v2")).toBeTruthy();
  await screen.findByRole("treeitem", { name: `${item.name}, live v2` });
  // It shipped edits of hers, and she is told.
  const told = (await screen.findByText(/published v2 with your edits/)).closest<HTMLElement>(
    '[role="status"]',
  )!;
  fireEvent.click(within(told).getByRole("button", { name: "Got it" }));
  await waitFor(() => expect(screen.queryByText(/with your edits/)).toBeNull());
});

test("who takes one's edits out of the draft is named, with the way back; the way back that fails says so", async () => {
  let known = false;
  const server = scriptServer({
    "drafts.state": ({ revision }: { revision: number }) => {
      if (!known) throw new Error("away");
      return { revision, source: "return 'mine'", at: 0 };
    },
  });
  using page = await openEditor(server);
  const event = server.artur("return 1 // back");
  await tell(page, {
    ...event,
    act: { kind: "discard", version: 1, by: "Artur", before: 7, of: ["usr_ada"] },
  });
  const banner = await screen.findByText(/put the draft back to v1\. Your edits are kept/);
  expect(banner.textContent).toMatch(/^Artur/);
  await waitFor(() => expect(page.draft.model.getValue()).toBe("return 1 // back"));
  fireEvent.click(screen.getByRole("button", { name: "Restore my text" }));
  expect(await screen.findByText("It was not restored")).toBeTruthy();
  expect(screen.getByText(/put the draft back to v1/)).toBeTruthy();
  known = true;
  fireEvent.click(screen.getByRole("button", { name: "Restore my text" }));
  await waitFor(() => expect(page.draft.model.getValue()).toBe("return 'mine'"));
  expect(screen.queryByText(/put the draft back to v1/)).toBeNull();
  await waitFor(() =>
    expect(page.wire.sent("drafts.save").at(-1)).toMatchObject({ act: { kind: "restore", revision: 7 } }),
  );
});

test("who else is here is shown while they are; oneself, and who has another script open, is not", async () => {
  const bea = { userId: "usr_bea", name: "Bea Bee", state: "viewing" };
  const server = scriptServer({
    "presence.beat": () => [bea, { userId: "usr_ada", name: "Ada", state: "editing" }],
  });
  using page = await openEditor(server);
  const { item } = server.detail;
  expect(await screen.findByRole("img", { name: "Also here: Bea Bee is viewing" })).toBeTruthy();
  await tell(page, { type: "presence", realmId: "rlm_acme", scriptId: "scr_other", people: [] });
  expect(screen.getByRole("img", { name: /Bea Bee/ })).toBeTruthy();
  await tell(page, {
    type: "presence",
    realmId: "rlm_acme",
    scriptId: item.id,
    people: [{ ...bea, state: "editing" }],
  });
  expect(screen.getByRole("img", { name: "Also here: Bea Bee is editing" })).toBeTruthy();
  await tell(page, { type: "presence", realmId: "rlm_acme", scriptId: item.id, people: [] });
  expect(screen.queryByRole("img", { name: /Also here/ })).toBeNull();
  expect(beats(page)).toEqual(["viewing"]);
});

test("whoever leaves a script says so, once", async () => {
  const server = scriptServer();
  const page = await openEditor(server);
  await waitFor(() => expect(beats(page)).toEqual(["viewing"]));
  page.unmount();
  await waitFor(() => expect(beats(page)).toEqual(["viewing", "gone"]));
  page[Symbol.dispose]();
});

test("a run that ends elsewhere is in the list of runs by itself", async () => {
  const runs = [rowOf(anExecution({ id: "exe_1" }))];
  const server = scriptServer({ "executions.list": () => ({ items: runs, next: null }) });
  using page = await openEditor(server, "?panel=runs");
  const list = within(await screen.findByRole("list", { name: "Recent runs" }));
  expect(list.getAllByRole("listitem")).toHaveLength(1);
  runs.unshift(rowOf(anExecution({ id: "exe_2" })));
  const execution = anExecution({ id: "exe_2", scriptId: server.detail.item.id });
  await tell(page, { type: "execution", realmId: "rlm_acme", execution });
  await waitFor(() => expect(list.getAllByRole("listitem")).toHaveLength(2));
});

test("a file that becomes the live text is said in the header, with its place", async () => {
  const detail = aDetail({
    item: { status: "never-published", liveVersion: null, liveLayer: null },
    live: null,
  });
  const server = scriptServer(
    {
      "registry.script": () => ({
        folder: "/srv/scripts/",
        layers: [{ layer: "file", active: true, path: "login/risk.ts" }],
      }),
    },
    detail,
  );
  using page = await openEditor(server);
  expect(await screen.findByText("Never published")).toBeTruthy();
  server.change({ item: { liveLayer: "file" } });
  const { module, name } = detail.item;
  await tell(page, {
    type: "script_layer_changed",
    realmId: "rlm_acme",
    module,
    name,
    from: null,
    to: "file",
    path: "",
    at: 0,
  });
  expect(await screen.findByText("Live file")).toBeTruthy();
  const link = await screen.findByRole("link", { name: "Live: file scripts/login/risk.ts" });
  expect(link.getAttribute("href")).toBe(`/r/acme/sources?open=${encodeURIComponent(`${module}/${name}`)}`);
});
