import { cleanup, screen, within } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { EditorContext, type EditorScope } from "../editor-context.ts";
import { addTab } from "../tabs/open-tabs.ts";
import { TabBar } from "../tabs/tab-bar.tsx";
import { Columns } from "./columns.tsx";

type Viewport = { setViewport: (size: { width: number }) => void };
const { happyDOM } = globalThis as unknown as { happyDOM: Viewport };
beforeAll(() => happyDOM.setViewport({ width: 800 }));
afterAll(() => happyDOM.setViewport({ width: 1_440 }));
afterEach(cleanup);

/** The editor in a narrow window, with the tab of a script. */
async function narrow(nothingOpen: boolean) {
  const nothing = () => {};
  const at = nothingOpen ? { module: null, name: null } : { module: "login", name: "risk" };
  const route = { realm: "acme", ...at, search: {}, patch: nothing, open: nothing, home: nothing };
  const scope: EditorScope = {
    route,
    userId: "usr_1",
    readOnlyReason: null,
    traceBlocked: null,
    runBlocked: null,
  };
  addTab("acme", { module: "login", name: "risk" });
  await show(
    <EditorContext value={scope}>
      <Columns tree={<p>Scripts</p>} rail={null} nothingOpen={nothingOpen}>
        <TabBar nothingOpen={nothingOpen} />
      </Columns>
    </EditorContext>,
  );
}
const wire = () => fakeWire({ "scripts.named": () => ({ items: [], modules: [] }) });
const buttons = () =>
  screen.queryAllByRole("button", { name: /^Show/ }).map((button) => button.getAttribute("aria-label"));

test("with nothing open the tree is there, and nobody offers to show it or a rail", async () => {
  using _ = wire();
  await narrow(true);
  await screen.findByText("Scripts");
  expect(buttons()).toEqual([]);
});

test("while a script is on its way the tree is as away as it will be, and can be asked for", async () => {
  using _ = wire();
  await narrow(false);
  await screen.findByRole("link", { current: "page" });
  expect(screen.queryByText("Scripts")).toBeNull();
  expect(buttons()).toEqual(["Show the tree", "Show the right rail"]);
  screen.getByRole("button", { name: "Show the tree" }).click();
  await within(await screen.findByRole("group", { name: "Tree" })).findByText("Scripts");
  expect(buttons()).toEqual(["Show the right rail"]);
});
