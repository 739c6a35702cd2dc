import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { LiveEventOf } from "../../app/events/index.ts";
import { aFlow, aRealm, stats } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";
import { flowStep } from "./testing/flow-step.ts";

afterEach(() => sessionStorage.clear());

const login = { "flows.get": () => aFlow() };
const card = (name: RegExp) => screen.findByRole("group", { name });

test("a node is selected by Space and its summary says what it does, leads to and did", async () => {
  const [risk, ...others] = aFlow().nodeViews;
  const ran = stats({ executions: 40, errors: 10, lastAtMs: 1 });
  using page = await openPage("/r/acme/flows/login", {
    "flows.get": () => aFlow({ nodeViews: [{ ...risk!, stats: ran }, ...others] }),
  });
  fireEvent.keyDown(await card(/^Risk check/), { key: " " });
  const sheet = within(await screen.findByRole("region", { name: "Node Risk check" }));
  expect(page.address()).toBe("/r/acme/flows/login?node=risk");
  expect(sheet.getByText("Reject the user, with a neutral message", { selector: "dd" })).toBeTruthy();
  expect(sheet.getByText("when suspicious").parentElement?.textContent).toBe("factor when suspicious");
  expect(sheet.getByRole("link", { name: /^10 \(25/ }).getAttribute("href")).toContain(
    "/errors?script=login",
  );
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(page.address()).toBe("/r/acme/flows/login"));
});

test("a node's figure says of what it is a share, or a number", async () => {
  const [risk, factor, ...others] = aFlow().nodeViews;
  const views = (nodes: [number, number][]) =>
    nodes.map(([executions, errors], at) => ({
      ...[risk!, factor!][at]!,
      stats: stats({ executions, errors }),
    }));
  let now: [number, number][] = [
    [5, 5],
    [1, 0],
  ];
  const answers = { "flows.get": () => aFlow({ nodeViews: [...views(now), ...others] }) };
  using page = await openPage("/r/acme/flows/login", answers);
  expect((await card(/^Risk check/)).textContent).toMatch(/100\u2009% failed$/);
  expect((await card(/^Second factor/)).textContent).toMatch(/1 run$/);
  page[Symbol.dispose]();
  now = [
    [1_000, 1],
    [1_200, 0],
  ];
  using _ = await openPage("/r/acme/flows/login", answers);
  expect((await card(/^Risk check/)).textContent).toMatch(/0\.1\u2009% failed$/);
  expect((await card(/^Second factor/)).textContent).toMatch(/ runs$/);
});

test("in a realm that is archived nothing is tried: not by its button, its key, or an address that asks for it", async () => {
  const closed = { ...aRealm, closed: { as: "archived" as const, at: 0, by: null } };
  const answers = {
    "realms.list": () => [closed],
    "flows.get": () => aFlow(),
    "flows.list": () => [aFlow()],
  };
  using page = await openPage("/r/acme/flows/login?try=true", answers);
  // Which realms are archived may come after the flow.
  const button = await waitFor(() => {
    const found = screen.getByRole("button", { name: "Try it" });
    expect(found.getAttribute("aria-disabled")).toBe("true");
    return found;
  });
  fireEvent.click(button);
  expect(screen.queryByRole("region", { name: "Try Login" })).toBeNull();
  fireEvent.mouseEnter(button);
  expect(await screen.findByText(/^The realm is archived: it can be read, and nothing runs/)).toBeTruthy();
  expect(page.wire.sent("flows.try")).toEqual([]);
  page[Symbol.dispose]();
  using _ = await openPage("/r/acme/flows", answers);
  expect((await screen.findByRole("button", { name: "Try Login" })).getAttribute("aria-disabled")).toBe(
    "true",
  );
});

test("Enter on a node opens its script", async () => {
  using page = await openPage("/r/acme/flows/login", login);
  fireEvent.keyDown(await card(/^Second factor/), { key: "Enter" });
  await waitFor(() => expect(page.address()).toBe("/r/acme/scripts/login/factor"));
});

test("Enter opens the script also when the summary is open, which has taken the focus", async () => {
  using page = await openPage("/r/acme/flows/login", login);
  fireEvent.click(await card(/^Risk check/));
  const sheet = await screen.findByRole("region", { name: "Node Risk check" });
  await waitFor(() => expect(document.activeElement).toBe(sheet));
  // A key on one of its links is that link's.
  fireEvent.keyDown(within(sheet).getByRole("button", { name: "Close" }), { key: "Enter" });
  expect(page.address()).toBe("/r/acme/flows/login?node=risk");
  fireEvent.keyDown(sheet, { key: "Enter" });
  await waitFor(() => expect(page.address()).toBe("/r/acme/scripts/login/risk"));
});

test("a node that never ran says how to make it run; one without a script says that it cannot", async () => {
  using _ = await openPage("/r/acme/flows/login?node=welcome", login);
  const sheet = within(await screen.findByRole("region", { name: "Node Welcome" }));
  expect(sheet.getByText(/It did not run\. Choose Try it/)).toBeTruthy();
  expect(sheet.getByText("No script")).toBeTruthy();
  expect(sheet.getByText("nothing")).toBeTruthy();
});

test("runs are counted on the cards while they happen; trials are not", async () => {
  using page = await openPage("/r/acme/flows/login", login);
  const risk = await card(/^Risk check/);
  expect(within(risk).getByText("no runs")).toBeTruthy();
  const ran = (change: object) =>
    ({
      type: "execution",
      realmId: "rlm_acme",
      execution: { module: "login", name: "risk", trigger: "flow", status: "ok", startedAt: 1, ...change },
    }) as unknown as LiveEventOf<"execution">;
  await page.emit(ran({ trigger: "trial", status: "error" }));
  await page.emit(ran({ module: "other" }));
  await page.emit(ran({}));
  await waitFor(() =>
    expect(within(risk).getByRole("img").getAttribute("aria-label")).toBe(
      "1 executions in 24 hours, 0 failed",
    ),
  );
});

test("whoever may not change scripts cannot lay out the graph", async () => {
  using _ = await openPage("/r/acme/flows/login", login, { role: "operator" });
  await card(/^Risk check/);
  expect(screen.queryByRole("button", { name: "More" })).toBeNull();
});

test("laying out anew asks first when places of others go, and then forgets every place", async () => {
  const [risk, ...others] = aFlow().nodes;
  const placed = aFlow({ nodes: [{ ...risk!, position: { x: 5, y: 6 } }, ...others] });
  using page = await openPage("/r/acme/flows/login", {
    "flows.get": () => placed,
    "flows.saveDraft": ({ graph, baseRevision }: { graph: object; baseRevision: number }) => ({
      ok: true,
      draft: { graph, revision: baseRevision + 1 },
    }),
  });
  await card(/^Risk check/);
  fireEvent.click(screen.getByRole("button", { name: "More" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Lay out automatically…" }));
  const question = within(await screen.findByRole("dialog", { name: "Lay the graph out automatically?" }));
  expect(question.getByText(/The places of one node that was moved by hand are forgotten/)).toBeTruthy();
  expect(page.wire.sent("flows.saveDraft")).toEqual([]);
  fireEvent.click(question.getByRole("button", { name: "Lay out automatically" }));
  await waitFor(() => expect(page.wire.sent("flows.saveDraft")).toHaveLength(1));
  const [{ graph }] = page.wire.sent("flows.saveDraft") as [{ graph: ReturnType<typeof aFlow> }];
  expect(graph.nodes.every(({ position }) => position === undefined)).toBe(true);
});

test("a flow that is not there says so, with another try", async () => {
  using _ = await openPage("/r/acme/flows/nobody", {
    "flows.get": () => {
      throw new Refusal("There is no flow nobody.", { fault: "not_found" });
    },
  });
  expect((await screen.findByRole("alert")).textContent).toContain("There is no flow nobody.");
});

test("the console's key opens the trial", async () => {
  using page = await openPage("/r/acme/flows/login", { ...login, ...trial().answers });
  await card(/^Risk check/);
  fireEvent.keyDown(window, { key: "t" });
  await screen.findByRole("region", { name: "Try Login" });
  expect(page.address()).toContain("try=true");
});

/** Visitors, and walks with ids of their own. */
function trial() {
  let walks = 0;
  const visitor = (name: string, user: object | null) => ({
    name,
    description: `${name} comes`,
    context: { request: {}, user, device: null },
    isSomebody: user !== null,
  });
  return {
    answers: {
      "flows.get": () => aFlow(),
      "flows.personas": () => [visitor("Maria", { id: 1 }), visitor("Stranger", null)],
      "flows.try": () => {
        walks += 1;
        return { sessionId: `fls_${walks}`, url: `/f/acme/login/s/fls_${walks}?k=once` };
      },
    },
  };
}

test("a trial begins as the first visitor, follows its own steps only, and has an address", async () => {
  using page = await openPage("/r/acme/flows/login?try=true", trial().answers);
  const panel = within(await screen.findByRole("region", { name: "Try Login" }));
  const steps = within(panel.getByRole("region", { name: "Steps" }));
  await waitFor(() => expect(page.address()).toContain("walk=fls_1"));
  expect(page.wire.sent("flows.try")).toMatchObject([{ mode: "draft", context: { user: { id: 1 } } }]);
  expect(panel.getByText(/Maria comes A trial: nobody is logged in/)).toBeTruthy();
  await page.emit(flowStep("fls_9", "factor"));
  await page.emit(flowStep("fls_1", "risk"));
  expect((await steps.findAllByRole("link")).map((link) => link.textContent)).toEqual(["Risk check"]);
  expect(within(await card(/^Risk check/)).getByText("here")).toBeTruthy();
  expect(panel.getByTitle<HTMLIFrameElement>("Login, as an end user sees it").src).toContain(
    "/f/acme/login/s/fls_1",
  );

  fireEvent.click(panel.getByRole("button", { name: "Start again" }));
  await waitFor(() => expect(page.address()).toContain("walk=fls_2"));
  expect(steps.queryAllByRole("link")).toEqual([]);
});

test("an operator tries drafts as somebody, and what is live only as nobody", async () => {
  using page = await openPage("/r/acme/flows/login?try=true", trial().answers, { role: "operator" });
  const panel = within(await screen.findByRole("region", { name: "Try Login" }));
  await waitFor(() => expect(page.address()).toContain("walk=fls_1"));
  expect(panel.getByRole<HTMLInputElement>("radio", { name: "Live" }).disabled).toBe(true);
  expect(panel.getByText(/authors may try what is live as this visitor/)).toBeTruthy();
});

test("what the server says against a trial stands in the panel", async () => {
  using _ = await openPage("/r/acme/flows/login?try=true", {
    ...trial().answers,
    "flows.try": () => {
      throw new Refusal("The server is full.", { fault: "busy" });
    },
  });
  const panel = within(await screen.findByRole("region", { name: "Try Login" }));
  expect(await panel.findByText("The server is full.")).toBeTruthy();
  expect(panel.queryByTitle(/as an end user sees it/)).toBeNull();
});
