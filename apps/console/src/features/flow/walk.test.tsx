import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { aFlow } from "../../testing/given.ts";
import { later } from "../../testing/later.ts";
import { openPage } from "../../testing/page.tsx";
import { type Answers, Refusal } from "../../testing/wire.ts";
import { flowStep } from "./testing/flow-step.ts";

afterEach(() => sessionStorage.clear());

const visitor = (name: string, user: object | null = null) => ({
  name,
  description: `${name} comes`,
  context: { request: {}, user, device: null },
});
type Begun = { sessionId: string; url: string };
const begun = (id: string): Begun => ({ sessionId: id, url: `/f/acme/login/s/${id}?k=once` });

const openTrial = (answers: Answers, address = "") =>
  openPage(`/r/acme/flows/login?try=true${address}`, {
    "flows.get": () => aFlow(),
    "flows.personas": () => [visitor("Maria", { id: 1 }), visitor("Stranger")],
    ...answers,
  });
type Page = Awaited<ReturnType<typeof openTrial>>;
const panel = async () => within(await screen.findByRole("region", { name: "Try Login" }));
const passed = async () =>
  within((await panel()).getByRole("region", { name: "Steps" }))
    .queryAllByRole("link")
    .map((link) => link.textContent);
const frame = async () => (await panel()).queryByTitle<HTMLIFrameElement>(/as an end user sees it$/)?.src;

async function choose(name: string) {
  const shown = await panel();
  fireEvent.click(shown.getByRole("combobox", { name: "Visitor" }));
  fireEvent.click(await screen.findByRole("option", { name }));
}

test("steps that come at the same time are all there", async () => {
  using page = await openTrial({ "flows.try": () => begun("fls_1") });
  await waitFor(() => expect(page.address()).toContain("walk=fls_1"));
  await page.emit(
    flowStep("fls_1", "risk", { outcome: "suspicious" }),
    flowStep("fls_1", "factor", { status: "error", action: "continue" }),
  );
  await waitFor(async () => expect(await passed()).toEqual(["Risk check", "Second factor"]));
  const [first, second] = (await panel()).getAllByRole("listitem");
  expect(first?.textContent).toContain("continue → suspicious");
  expect(second?.textContent).toContain("execution error");
  expect(second?.textContent).not.toContain("continue");
});

test("steps that come before the walk has its name are its own, and nobody else's", async () => {
  const slow = later<Begun>();
  using page = await openTrial({ "flows.try": () => slow.promise });
  const shown = await panel();
  expect(shown.getByText("Starting the walk.")).toBeTruthy();
  // What listens for steps does so by the time the walk is asked for.
  await waitFor(() => expect(page.wire.sent("flows.try")).toHaveLength(1));
  await page.emit(flowStep("fls_other", "welcome"));
  await page.emit(flowStep("fls_1", "risk"));
  slow.give(begun("fls_1"));
  await waitFor(async () => expect(await passed()).toEqual(["Risk check"]));
});

test("whoever chooses another visitor while the first walk is still being made walks as that one", async () => {
  const answers: { context: unknown; answer: ReturnType<typeof later<Begun>> }[] = [];
  using page = await openTrial({
    "flows.try": ({ context }: { context: unknown }) => {
      const answer = later<Begun>();
      answers.push({ context, answer });
      return answer.promise;
    },
  });
  await panel();
  await waitFor(() => expect(answers).toHaveLength(1));
  await choose("Stranger");
  await waitFor(() => expect(answers).toHaveLength(2));
  expect(answers[1]?.context).toMatchObject({ user: null });
  answers[1]?.answer.give(begun("fls_2"));
  await waitFor(() => expect(page.address()).toContain("walk=fls_2"));
  answers[0]?.answer.give(begun("fls_1"));
  await page.emit(flowStep("fls_1", "risk"));
  await page.emit(flowStep("fls_2", "factor"));
  expect(await frame()).toContain("/fls_2");
  expect(await passed()).toEqual(["Second factor"]);
  expect(page.search()).toEqual({ try: true, visitor: "Stranger", walk: "fls_2" });
});

test("a walk is found again where it stood, by the address alone, and not begun anew", async () => {
  using page = await openTrial({ "flows.try": () => begun("fls_7") });
  await waitFor(() => expect(page.address()).toContain("walk=fls_7"));
  await page.emit(flowStep("fls_7", "risk"));
  await waitFor(async () => expect(await passed()).toEqual(["Risk check"]));
  page[Symbol.dispose]();
  using again = await openTrial({}, "&visitor=Maria&walk=fls_7");
  await waitFor(async () => expect(await passed()).toEqual(["Risk check"]));
  expect(again.wire.sent("flows.try")).toEqual([]);
  // The ticket was used the first time.
  expect(await frame()).toMatch(/\/f\/acme\/login\/s\/fls_7$/);
});

test("the live scripts are walked as nobody by whoever may not be somebody, and the choice is in the address", async () => {
  let walks = 0;
  using page = await openTrial({ "flows.try": () => begun(`fls_${++walks}`) });
  await waitFor(() => expect(page.address()).toContain("walk=fls_1"));
  fireEvent.click((await panel()).getByRole("radio", { name: "Live" }));
  await waitFor(() => expect(page.search()).toMatchObject({ scripts: "live", walk: "fls_2" }));
  expect(page.wire.sent("flows.try")[1]).toMatchObject({ mode: "live", context: { user: { id: 1 } } });
  await choose("Stranger");
  await waitFor(() => expect(page.search()).toMatchObject({ visitor: "Stranger", walk: "fls_3" }));
  expect(page.wire.sent("flows.try")[2]).toMatchObject({ mode: "live" });
});

test("without visitors of the host a flow is walked as nobody in particular", async () => {
  using page = await openTrial({
    "flows.personas": () => {
      throw new Refusal("The host is away.", { fault: "internal" });
    },
    "flows.try": () => begun("fls_1"),
  });
  await waitFor(() => expect(page.address()).toContain("walk=fls_1"));
  expect(page.wire.sent("flows.try")).toEqual([{ realm: "acme", flow: "login", mode: "draft" }]);
  expect((await panel()).getByText(/^A visitor the host knows nothing about\. A trial/)).toBeTruthy();
});

test("Esc closes the trial; what was tried leaves the address with it, and the graph forgets where it stood", async () => {
  using page = await openTrial({ "flows.try": () => begun("fls_1") }, "&node=factor");
  await waitFor(() => expect(page.address()).toContain("walk=fls_1"));
  await page.emit(flowStep("fls_1", "risk"));
  const card = within(await screen.findByRole("group", { name: /^Risk check/ }));
  expect(await card.findByText("here")).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(page.search()).toEqual({ node: "factor" }));
  expect(await screen.findByRole("region", { name: "Node Second factor" })).toBeTruthy();
  await waitFor(() => expect(card.queryByText("here")).toBeNull());
});

test("a refused walk can be begun again, and its message goes", async () => {
  let refused = true;
  using page: Page = await openTrial({
    "flows.try": () => {
      if (refused) throw new Refusal("A draft does not compile.", { fault: "invalid_draft" });
      return begun("fls_2");
    },
  });
  const shown = await panel();
  expect(await shown.findByText("A draft does not compile.")).toBeTruthy();
  refused = false;
  fireEvent.click(shown.getByRole("button", { name: "Start again" }));
  await waitFor(() => expect(page.address()).toContain("walk=fls_2"));
  expect(shown.queryByText("A draft does not compile.")).toBeNull();
});
