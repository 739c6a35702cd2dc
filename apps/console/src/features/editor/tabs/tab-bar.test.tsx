import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aScript } from "../../../testing/given.ts";
import { fakeWire } from "../../../testing/wire.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { addTab, openTabs } from "./open-tabs.ts";
import { TabBar } from "./tab-bar.tsx";

afterEach(() => {
  closeEditor();
});

const names = ["risk", "terms", "dates"];
const named = {
  "scripts.named": ({ names: asked }: { names: { module: string; name: string }[] }) => ({
    items: asked.map(({ module, name }) =>
      aScript({ id: `scr_${name}`, module, name, status: name === "terms" ? "live-with-changes" : "live" }),
    ),
    modules: [],
  }),
};

/** Three tabs, the first one in front. */
async function tabs() {
  for (const name of names) addTab("acme", { module: "login", name });
  return inEditor(<TabBar nothingOpen={false} />, { detail: aDetail({ item: { name: "risk" } }) });
}
const shown = () => screen.getAllByRole("link").map((link) => link.textContent);

test("each open script is a link; the one in front is the page, one with changes says so", async () => {
  using _ = fakeWire(named);
  await tabs();
  await screen.findByText("has unpublished changes", { exact: false });
  expect(shown()).toEqual(["login/risk", "login/terms has unpublished changes", "login/dates"]);
  expect(screen.getByRole("link", { current: "page" }).textContent).toBe("login/risk");
  expect(screen.getByRole("link", { name: /terms/ }).getAttribute("href")).toBe(
    "/r/acme/scripts/login/terms",
  );
});

test("arrows go round the tabs", async () => {
  using _ = fakeWire(named);
  await tabs();
  const [risk, terms, dates] = screen.getAllByRole("link");
  risk!.focus();
  fireEvent.keyDown(risk!, { key: "ArrowLeft" });
  expect(document.activeElement).toBe(dates);
  fireEvent.keyDown(dates!, { key: "ArrowRight" });
  fireEvent.keyDown(risk!, { key: "ArrowRight" });
  expect(document.activeElement).toBe(terms);
});

test("a tab closes by its button, by Delete and by the middle button; the one in front gives way to its neighbour", async () => {
  using _ = fakeWire(named);
  const { opened } = await tabs();
  fireEvent.click(screen.getByRole("button", { name: "Close login/dates" }));
  await waitFor(() => expect(screen.getAllByRole("link")).toHaveLength(2));
  expect(opened).toEqual([]);
  fireEvent.keyDown(screen.getByRole("link", { current: "page" }), { key: "Delete" });
  expect(opened).toEqual(["login/terms"]);
  fireEvent(
    screen.getByRole("link", { name: /terms/ }),
    new MouseEvent("auxclick", { bubbles: true, button: 1 }),
  );
  await waitFor(() =>
    expect(screen.queryAllByRole("link").map((one) => one.textContent)).not.toContain("login/terms"),
  );
});

test("a script that nobody knows gets no tab", async () => {
  using _ = fakeWire({ "scripts.named": () => ({ items: [], modules: [] }) });
  await inEditor(<TabBar nothingOpen={false} />, { detail: aDetail({ item: { name: "gone" } }) });
  await new Promise((later) => setTimeout(later, 20));
  expect(openTabs.get().acme ?? []).toEqual([]);
});
