import { screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { fakeWire } from "../../../testing/wire.ts";
import type { ScriptDetail } from "../server/types.ts";
import { aDetail, closeEditor, inEditor } from "../testing/in-editor.tsx";
import { Nowhere } from "./nowhere.tsx";

afterEach(closeEditor);

async function shown(
  change: Partial<Pick<ScriptDetail, "missing" | "flowTitle">>,
  hook = "onExecute",
  role = "author",
) {
  const wire = fakeWire({
    "session.me": () => ({ id: "usr_ada", email: "ada@acme.example", name: "Ada", role }),
  });
  const detail = { ...aDetail({ item: { module: "login", name: "country-changed", hook } }), ...change };
  await inEditor(<Nowhere detail={detail} />, { detail });
  return wire;
}
const way = () => screen.queryByRole("link")?.getAttribute("href") ?? null;

test("a script that no flow runs says so, with the way into its module's flow", async () => {
  using _ = await shown({ missing: "flow", flowTitle: "Login" });
  expect(screen.getByText("In no flow")).toBeTruthy();
  expect((await screen.findByRole("link")).textContent).toBe("Add to Login…");
  expect(way()).toBe("/r/acme/flows/login?add=country-changed");
});

test("where its module is no flow's, a flow is made first", async () => {
  using _ = await shown({ missing: "flow", flowTitle: null });
  expect((await screen.findByRole("link")).textContent).toBe("Make a flow…");
  expect(way()).toBe("/r/acme/flows?new=true");
});

test.each([
  ["onRequest", "http"],
  ["onMessage", "bus"],
])("what %s answers gets a trigger of kind %s", async (hook, kind) => {
  using _ = await shown({ missing: "trigger", flowTitle: null }, hook);
  expect(screen.getByText("No trigger")).toBeTruthy();
  expect((await screen.findByRole("link")).textContent).toBe("Add a trigger…");
  expect(way()).toBe(`/r/acme/triggers?new=${kind}`);
});

test("what is started, or needs nothing, says nothing", async () => {
  using _ = await shown({ missing: null, flowTitle: "Login" });
  expect([screen.queryByText("In no flow"), screen.queryByText("No trigger"), way()]).toEqual([
    null,
    null,
    null,
  ]);
});

test("who may not change anything is told, without a way", async () => {
  using _ = await shown({ missing: "flow", flowTitle: "Login" }, "onExecute", "operator");
  expect(screen.getByText("In no flow")).toBeTruthy();
  expect(way()).toBeNull();
});
