import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { LiveEventOf } from "../../app/events/index.ts";
import { queryClient, trpc } from "../../app/trpc.ts";
import { aFlow, stats } from "../../testing/given.ts";
import { later } from "../../testing/later.ts";
import { openPage } from "../../testing/page.tsx";
import { type Answers, Refusal } from "../../testing/wire.ts";

type Flow = ReturnType<typeof aFlow>;
const openFlow = (flow: NonNullable<Answers["flows.get"]>, answers: Answers = {}, address = "") =>
  openPage(`/r/acme/flows/login${address}`, { "flows.get": flow, ...answers });
const card = (name: RegExp) => screen.findByRole("group", { name });
const placeOf = async (name: RegExp) =>
  (await card(name)).style.transform.match(/-?[\d.]+/g)?.map(Number) ?? [];
/** Records that were written meanwhile are read. */
const readAgain = () => act(() => queryClient.invalidateQueries(trpc.flows.get.pathFilter()));

const ran = (change: object = {}) =>
  ({
    type: "execution",
    realmId: "rlm_acme",
    execution: { module: "login", name: "risk", trigger: "flow", status: "ok", startedAt: 5_000, ...change },
  }) as unknown as LiveEventOf<"execution">;
const runsOf = async (name: RegExp) =>
  within(await card(name))
    .queryByRole("img", { name: /executions? in 24 hours/ })
    ?.getAttribute("aria-label");

function withRisk(figures: Parameters<typeof stats>[0], flow: Flow = aFlow()): Flow {
  const [risk, ...others] = flow.nodeViews;
  return { ...flow, nodeViews: [{ ...risk!, stats: stats(figures) }, ...others] };
}

test("a run that was seen live and is read later is one run", async () => {
  let flow = withRisk({ executions: 4, errors: 1, lastAtMs: 1_000 });
  using page = await openFlow(() => flow);
  await waitFor(async () => expect(await runsOf(/^Risk check/)).toMatch(/^4 /));
  await page.emit(ran());
  await page.emit(ran({ status: "error", startedAt: 6_000 }));
  await waitFor(async () => expect(await runsOf(/^Risk check/)).toBe("6 executions in 24 hours, 2 failed"));
  // The first was written by now, the second not yet.
  flow = withRisk({ executions: 5, errors: 1, lastAtMs: 5_000 });
  await readAgain();
  await waitFor(async () => expect(await runsOf(/^Risk check/)).toBe("6 executions in 24 hours, 2 failed"));
  flow = withRisk({ executions: 6, errors: 2, lastAtMs: 6_000 });
  await readAgain();
  await waitFor(async () => expect(await runsOf(/^Risk check/)).toBe("6 executions in 24 hours, 2 failed"));
});

test("what was counted at one flow is not another's, whatever its nodes are called", async () => {
  const other = aFlow({ id: "flw_other", name: "other", title: "Other" });
  using page = await openFlow(({ flow }: { flow: string }) => (flow === "login" ? aFlow() : other), {
    "scripts.search": () => ({ items: [], more: 0 }),
    "lookup.named": () => [{ kind: "flow", realm: "acme", id: "flw_other", name: "other", title: "Other" }],
  });
  await page.emit(ran());
  await waitFor(async () => expect(await runsOf(/^Risk check/)).toMatch(/^1 /));
  fireEvent.keyDown(window, { key: "k", code: "KeyK", ctrlKey: true });
  fireEvent.click(await screen.findByRole("option", { name: /^Other/ }));
  await screen.findByRole("heading", { level: 1, name: "Other" });
  await waitFor(async () => expect(await runsOf(/^Risk check/)).toBeUndefined());
});

type Save = { graph: Flow["draft"]["graph"]; baseRevision: number };

/** A server that keeps the places it is sent. */
function keeping() {
  let flow = aFlow();
  return {
    flow: () => flow,
    answers: {
      "flows.saveDraft": ({ graph, baseRevision }: Save) => {
        const draft = { ...flow.draft, graph, revision: baseRevision + 1 };
        flow = { ...flow, draft };
        return { ok: true, draft };
      },
    },
  };
}

test("a node is moved by arrows and saved, by itself; laid out anew it stands where it stood", async () => {
  const server = keeping();
  using page = await openFlow(server.flow, server.answers);
  const risk = await card(/^Risk check/);
  const before = await placeOf(/^Risk check/);
  fireEvent.keyDown(risk, { key: " " });
  await screen.findByRole("region", { name: "Node Risk check" });
  fireEvent.keyDown(risk, { key: "ArrowRight" });
  await waitFor(() => expect(page.wire.sent("flows.saveDraft")).toHaveLength(1));
  const [{ graph: saved }] = page.wire.sent("flows.saveDraft") as [Save];
  expect(saved.nodes.filter(({ position }) => position).map(({ name }) => name)).toEqual(["risk"]);
  await waitFor(async () => expect((await placeOf(/^Risk check/))[0]).toBeGreaterThan(before[0]!));
  fireEvent.keyDown(document.body, { key: "Escape" });
  fireEvent.click(await screen.findByRole("button", { name: "More" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Lay out automatically…" }));
  const ask = within(await screen.findByRole("dialog", { name: "Lay the graph out automatically?" }));
  fireEvent.click(ask.getByRole("button", { name: "Lay out automatically" }));
  await waitFor(async () => expect(await placeOf(/^Risk check/)).toEqual(before));
});

test("a place that could not be saved is said", async () => {
  using _ = await openFlow(() => aFlow(), {
    "flows.saveDraft": () => {
      throw new Refusal("The store is full.", { fault: "storage" });
    },
  });
  const risk = await card(/^Risk check/);
  fireEvent.keyDown(risk, { key: " " });
  await screen.findByRole("region", { name: "Node Risk check" });
  fireEvent.keyDown(risk, { key: "ArrowDown" });
  expect((await screen.findByText(/^Not saved:/)).textContent).toBe("Not saved: The store is full.");
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
});

test("whoever may not change scripts moves no node", async () => {
  using page = await openPage("/r/acme/flows/login", { "flows.get": () => aFlow() }, { role: "operator" });
  const risk = await card(/^Risk check/);
  const before = await placeOf(/^Risk check/);
  fireEvent.keyDown(risk, { key: " " });
  await screen.findByRole("region", { name: "Node Risk check" });
  fireEvent.keyDown(risk, { key: "ArrowRight" });
  expect(await placeOf(/^Risk check/)).toEqual(before);
  expect(page.wire.sent("flows.saveDraft")).toEqual([]);
});

test("each card says whether its script is live; a publish of somebody else's is there at once", async () => {
  let flow = aFlow();
  using page = await openFlow(() => flow);
  const words = async (name: RegExp) => (await card(name)).textContent;
  expect(await words(/^Second factor/)).toContain("Live v1 · draft");
  expect(await words(/^Welcome/)).toContain("No script");
  const [risk, ...others] = flow.nodeViews;
  flow = { ...flow, nodeViews: [{ ...risk!, liveVersion: 4 }, ...others] };
  await page.emit({ type: "published", realmId: "rlm_acme", event: { scriptId: "scr_risk" } } as never);
  await waitFor(async () => expect(await words(/^Risk check/)).toContain("Live v4"));
});

test("one node is one; a node of no such name opens nothing; names are text", async () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const [risk] = aFlow().nodes;
  const flow = aFlow({ title: hostile, nodes: [{ ...risk!, title: hostile }], edges: [], nodeViews: [] });
  using page = await openFlow(() => flow, {}, "?node=nobody");
  expect(await screen.findByRole("heading", { level: 1, name: hostile })).toBeTruthy();
  expect(screen.getByText("1 node")).toBeTruthy();
  expect(screen.queryByRole("region", { name: /^Node/ })).toBeNull();
  expect(page.container.querySelector("main img[src]")).toBeNull();
});

const traffic = (runs: number) => ({
  fromMs: 0,
  toMs: 1,
  nodes: [{ node: "risk", runs, failed: 0 }],
  edges: [
    { from: "risk", to: "done", outcome: null, walks: 30 },
    { from: "risk", to: "factor", outcome: "suspicious", walks: 10 },
    // Of a graph of before: its edge is not drawn any more.
    { from: "risk", to: "welcome", outcome: "old", walks: 99 },
  ],
});

test("a node says how many went there in the window that is chosen, and the address keeps it", async () => {
  using page = await openFlow(() => aFlow(), { "flows.traffic": () => traffic(40) });
  await waitFor(async () => expect((await card(/^Risk check/)).textContent).toMatch(/40 runs$/));
  expect(page.wire.sent("flows.traffic")).toEqual([{ realm: "acme", flow: "login", window: "24h" }]);
  fireEvent.click(await screen.findByRole("radio", { name: "7d" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows/login?traffic=7d"));
  await waitFor(() =>
    expect(page.wire.sent("flows.traffic").at(-1)).toEqual({ realm: "acme", flow: "login", window: "7d" }),
  );
  // The bars of a card are of a day.
  expect(await runsOf(/^Risk check/)).toBeUndefined();
  fireEvent.click(await card(/^Risk check/));
  const sheet = within(await screen.findByRole("region", { name: "Node Risk check" }));
  expect(sheet.getByText("when suspicious").parentElement?.textContent).toBe(
    "factor when suspicious · 10 walks",
  );
  expect(page.address()).toContain("traffic=7d");
  fireEvent.click(await screen.findByRole("radio", { name: "Off" }));
  await waitFor(async () => expect((await card(/^Risk check/)).textContent).toMatch(/no runs$/));
});

test("while another window is counted, nothing of the one before stands under its name", async () => {
  const week = later<ReturnType<typeof traffic>>();
  using _ = await openFlow(() => aFlow(), {
    "flows.traffic": ({ window }: { window: string }) => (window === "24h" ? traffic(40) : week.promise),
  });
  await waitFor(async () => expect((await card(/^Risk check/)).textContent).toMatch(/40 runs$/));
  fireEvent.click(await screen.findByRole("radio", { name: "7d" }));
  await waitFor(async () => expect((await card(/^Risk check/)).textContent).toMatch(/not counted yet$/));
  expect(screen.getByText("Counting…")).toBeTruthy();
  await act(async () => week.give(traffic(300)));
  await waitFor(async () => expect((await card(/^Risk check/)).textContent).toMatch(/300 runs$/));
  expect(screen.getByText("Traffic of the last 7 days")).toBeTruthy();
});

test("a window that could not be counted says so, and why", async () => {
  using _ = await openFlow(
    () => aFlow(),
    {
      "flows.traffic": () => {
        throw new Refusal("The record is being moved.", { fault: "storage" });
      },
    },
    "?traffic=1h",
  );
  expect((await screen.findByText(/^Not counted: /)).textContent).toBe(
    "Not counted: The record is being moved.",
  );
  expect((await card(/^Risk check/)).textContent).toMatch(/not counted yet$/);
});

test("counts are read again once somebody walked it; a flow that nobody walked has none", async () => {
  let now = { fromMs: 0, toMs: 1, nodes: [], edges: [] } as ReturnType<typeof traffic>;
  using page = await openFlow(() => aFlow(), { "flows.traffic": () => now });
  await waitFor(() => expect(page.wire.sent("flows.traffic")).toHaveLength(1));
  expect((await card(/^Risk check/)).textContent).toMatch(/no runs$/);
  now = traffic(3);
  await page.emit(ran({ trigger: "trial" }));
  await page.emit(ran());
  await waitFor(async () => expect((await card(/^Risk check/)).textContent).toMatch(/3 runs$/), {
    timeout: 20_000,
  });
  expect(page.wire.sent("flows.traffic")).toHaveLength(2);
});
