import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { aFlow, stats } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";
import { figuresOf } from "./figures.ts";

test("each flow says how it does, what is not live, and leads to its nodes", async () => {
  using page = await openPage("/r/acme/flows", {
    "flows.list": () => [aFlow(), aFlow({ id: "flw_empty", name: "empty", title: "Empty" })],
  });
  const [heading] = await screen.findAllByRole("heading", { name: "Login" });
  const login = within(heading!.closest("li")!);
  expect(login.getByText("1 not live")).toBeTruthy();
  expect(login.getByText("1 with changes")).toBeTruthy();
  // Nothing ran: that is no share of failures.
  expect(login.getByText("failed").textContent).toBe("– failed");
  expect(within(login.getByRole("list", { name: "Nodes of Login" })).getAllByRole("link")).toHaveLength(3);
  fireEvent.click(login.getByRole("link", { name: "Login" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows/login"));
});

test("what the host ships or a file says is live too, though nobody published or opened it", async () => {
  const [risk, factor, welcome] = aFlow().nodeViews;
  const nodeViews = [
    { ...risk!, status: "never-published" as const, liveVersion: null, liveLayer: "default" as const },
    { ...factor!, scriptId: null, status: null, liveVersion: null, liveLayer: "file" as const },
    { ...welcome!, liveLayer: "default" as const },
  ];
  using _ = await openPage("/r/acme/flows", { "flows.list": () => [aFlow({ nodeViews })] });
  expect(await screen.findByText("All live")).toBeTruthy();
  expect(screen.queryByText(/not live/)).toBeNull();
});

test("Try it opens the flow with its trial", async () => {
  using page = await openPage("/r/acme/flows", {
    "flows.list": () => [aFlow()],
    "flows.get": () => aFlow(),
    "flows.personas": () => [],
    "flows.try": () => ({ sessionId: "fls_1", url: "/f/acme/login/s/fls_1?k=once" }),
  });
  fireEvent.click(await screen.findByRole("link", { name: "Try Login" }));
  await screen.findByRole("region", { name: "Try Login" });
  expect(page.address()).toContain("try=true");
});

test("a realm without flows says where they come from", async () => {
  using _ = await openPage("/r/acme/flows", { "flows.list": () => [] });
  expect(await screen.findByText("This realm has no flow")).toBeTruthy();
});

test("a host that has no flows is named, with what to add to it; nothing offers a flow that could have no node", async () => {
  const host = { id: "shop", version: "1", title: "Shop", description: "" };
  using page = await openPage("/r/acme/flows?new=true", {
    "flows.list": () => [],
    "host.reference": () => ({ host, hooks: [], functions: [], types: [], flows: null }),
  });
  expect(await screen.findByText("The host Shop has no flows")).toBeTruthy();
  expect(screen.getByText("flows", { selector: "code" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "New flow" })).toBeNull();
  expect(screen.queryByRole("dialog", { name: "New flow" })).toBeNull();
  expect(page.wire.sent("flows.create")).toEqual([]);
});

test("a server that refuses is named, and asked again on demand", async () => {
  let refused = true;
  using page = await openPage("/r/acme/flows", {
    "flows.list": () => {
      if (refused) throw new Refusal("The database is away.", { fault: "internal" });
      return [aFlow()];
    },
  });
  expect(await screen.findByText("The database is away.")).toBeTruthy();
  refused = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { name: "Login" })).toBeTruthy();
  expect(page.wire.sent("flows.list")).toHaveLength(2);
});

test("until the flows come their places are kept", async () => {
  using page = await openPage("/r/acme/flows", { "flows.list": () => new Promise(() => {}) });
  expect(page.container.querySelector("[aria-busy=true]")).toBeTruthy();
});

test("the figures of a flow are its nodes' added up, hour by hour", () => {
  const spark = (hour: number, ok: number, error: number) =>
    stats().spark.map((bucket, at) => (at === hour ? { ok, error } : bucket));
  const view = {
    node: "a",
    kind: null,
    scriptId: null,
    status: null,
    liveVersion: null,
    liveLayer: null,
    failing: false,
  };
  const {
    runs,
    errors,
    spark: merged,
  } = figuresOf({
    nodeViews: [
      { ...view, stats: stats({ executions: 5, errors: 1, spark: spark(0, 4, 1) }) },
      { ...view, stats: stats({ executions: 2, errors: 2, spark: spark(0, 0, 2) }) },
      { ...view, stats: null },
    ],
  });
  expect({
    runs,
    errors,
    first: merged[0],
    rest: new Set(merged.slice(1).map(({ ok, error }) => ok + error)),
  }).toEqual({ runs: 7, errors: 3, first: { ok: 4, error: 3 }, rest: new Set([0]) });
});

test("what was deleted stands below with its way back; a name that is taken says so and stays", async () => {
  const gone = {
    id: "flw_gone" as const,
    name: "sign-up",
    title: "Sign up",
    liveVersion: 2,
    removedAt: Date.now() - 86_400_000,
    goesAt: Date.now() + 6 * 86_400_000,
  };
  let [deleted, taken] = [[gone], true];
  using page = await openPage("/r/acme/flows", {
    "flows.list": () => [aFlow()],
    "flows.deleted": () => deleted,
    "flows.restore": () => {
      if (taken) throw new Refusal("Another flow has its name now.", { fault: "conflict" });
      deleted = [];
      return aFlow();
    },
  });
  const section = within(await screen.findByRole("region", { name: "Deleted" }));
  expect(section.getByRole("listitem").textContent).toMatch(/^Sign upsign-updeleted .* ago, goes in /);
  fireEvent.click(section.getByRole("button", { name: "Restore Sign up" }));
  expect(await section.findByText("Another flow has its name now.")).toBeTruthy();
  taken = false;
  fireEvent.click(section.getByRole("button", { name: "Restore Sign up" }));
  await waitFor(() => expect(screen.queryByRole("region", { name: "Deleted" })).toBeNull());
  expect(page.wire.sent("flows.restore")).toEqual([
    { realm: "acme", flowId: "flw_gone" },
    { realm: "acme", flowId: "flw_gone" },
  ]);
});
