import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../testing/page.tsx";
import { aSubscription, aTrigger, triggersAnswers } from "../../testing/triggers.ts";
import { type Answers, Refusal } from "../../testing/wire.ts";

afterEach(() => sessionStorage.clear());

type Trigger = ReturnType<typeof aTrigger>;
const openTriggers = (
  triggers: Trigger[] | (() => Trigger[]),
  address = "",
  answers: Answers = {},
  user = {},
) =>
  openPage(
    `/r/acme/triggers${address}`,
    triggersAnswers(typeof triggers === "function" ? triggers : () => triggers, answers),
    user,
  );
const row = (name: RegExp) => screen.findByRole("row", { name });
const drawerOf = async (name: string) =>
  within(await screen.findByRole("region", { name: `Trigger ${name}` }));

test("each row says what starts what and how it stands; the reason is its own, and one word is never two states", async () => {
  const state = (failures: number) => ({ ...aTrigger().state, failures });
  using _ = await openTriggers([
    aTrigger({ id: "trg_1", name: "fine" }),
    aTrigger({ id: "trg_2", name: "off", enabled: false }),
    aTrigger({ id: "trg_3", name: "broken", enabled: false, disabledReason: "Failed 10 times in a row." }),
    aTrigger({ id: "trg_4", name: "empty", script: { module: "shop", name: "order", live: false } }),
    aTrigger({ id: "trg_5", name: "failing", state: state(3) }),
    aSubscription({ id: "trg_6" }),
  ]);
  await row(/^fine, HTTP POST \/orders, Enabled$/);
  for (const name of [
    /^off, HTTP POST \/orders, Disabled$/,
    /^broken, .*, Switched off$/,
    /^empty, .*, Nothing to run$/,
    /^failing, .*, Failing$/,
    /^heard, Message orders\.>, Enabled$/,
  ])
    expect(screen.getByRole("row", { name })).toBeTruthy();
  const failing = within(screen.getByRole("row", { name: /^failing/ })).getAllByRole("gridcell");
  expect(failing.map((cell) => cell.textContent)).toEqual([
    "failingPOST /orders",
    "shop/order",
    "Failing",
    "never",
    "3",
  ]);
});

test("j opens the next one while a drawer is open, Esc closes it, and the address says where one is", async () => {
  using page = await openTriggers([aTrigger(), aSubscription({ name: "second" })], "?open=trg_orders");
  await drawerOf("orders");
  fireEvent.keyDown(window, { key: "j" });
  await drawerOf("second");
  expect(page.address()).toBe("/r/acme/triggers?open=trg_heard");
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(page.address()).toBe("/r/acme/triggers"));
  expect(screen.queryByRole("region", { name: /^Trigger/ })).toBeNull();
});

test("a drawer says where the trigger stands, and what it leads to", async () => {
  using page = await openTriggers(
    [
      aTrigger({
        nextAt: Date.now() + 5_000_000,
        state: { ...aTrigger().state, failures: 2, lastRunAt: Date.now() - 90_000, lastStatus: "error" },
      }),
    ],
    "?open=trg_orders",
    { "references.usedBy": () => ({ uses: [], more: 2 }) },
  );
  const drawer = await drawerOf("orders");
  const facts = drawer.getAllByRole("definition").map((one) => one.textContent?.replaceAll("\u2009", " "));
  expect(facts).toEqual([
    expect.stringContaining(`${location.origin}/hooks/acme/orders`),
    "shop/order",
    "1 min ago · error",
    "2 of 10",
    "in 1 h",
  ]);
  expect(drawer.getByRole("link", { name: "shop/order" }).getAttribute("href")).toBe(
    "/r/acme/scripts/shop/order",
  );
  expect(await drawer.findByText("2 further scripts not looked at.")).toBeTruthy();
  fireEvent.click(drawer.getByRole("tab", { name: "Runs" }));
  await waitFor(() => expect(page.address()).toBe("/r/acme/triggers?open=trg_orders&tab=runs"));
});

test("switching off asks first where messages wait; a refusal stands in the drawer, and the switch where it was", async () => {
  let refused = true;
  let trigger = aSubscription({ waiting: 2 });
  using page = await openTriggers(() => [trigger], "?open=trg_heard", {
    "triggers.update": ({ enabled }: { enabled: boolean }) => {
      if (refused) throw new Refusal("The store is full.", { fault: "storage" });
      trigger = { ...trigger, enabled, waiting: 0 };
      return { trigger, secret: null };
    },
  });
  const drawer = await drawerOf("heard");
  const toggle = () => drawer.getByRole<HTMLInputElement>("switch", { name: "Enabled" });
  fireEvent.click(toggle());
  const ask = within(await screen.findByRole("dialog", { name: "Switch heard off?" }));
  expect(ask.getByText(/^2 messages in line will not be handled: they become dead letters/)).toBeTruthy();
  fireEvent.click(ask.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(page.wire.sent("triggers.update")).toEqual([]);

  const off = async () => {
    fireEvent.click(toggle());
    const asked = within(await screen.findByRole("dialog", { name: "Switch heard off?" }));
    fireEvent.click(asked.getByRole("button", { name: "Switch heard off" }));
  };
  await off();
  expect(await drawer.findByText("The store is full.")).toBeTruthy();
  expect(toggle().checked).toBe(true);
  refused = false;
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await off();
  await waitFor(() => expect(toggle().checked).toBe(false));
  expect(drawer.queryByText("The store is full.")).toBeNull();
  // Nothing waits: it goes on without a question.
  fireEvent.click(toggle());
  await waitFor(() => expect(toggle().checked).toBe(true));
  expect(page.wire.sent("triggers.update").at(-1)).toEqual({ id: "trg_heard", enabled: true });
});

test("what somebody else does to a trigger is there at once; why it was switched off is said where it can be mended", async () => {
  let triggers = [aTrigger()];
  using page = await openTriggers(() => triggers, "?open=trg_orders");
  const drawer = await drawerOf("orders");
  triggers = [aTrigger({ enabled: false, disabledReason: "Failed 10 times in a row." })];
  await page.emit({ type: "trigger", realmId: "rlm_acme", triggerId: "trg_orders" } as never);
  expect((await drawer.findByText(/Failed 10 times/)).textContent).toBe(
    "Failed 10 times in a row. Enable it to start again from zero.",
  );
  expect(await row(/^orders, .*, Switched off$/)).toBeTruthy();
});

test("a trigger that is not there (any more) says so where it would be, and not by silence", async () => {
  let triggers = [aTrigger(), aSubscription()];
  using page = await openTriggers(() => triggers, "?open=trg_orders");
  await drawerOf("orders");
  triggers = [aSubscription()];
  await page.emit({ type: "trigger", realmId: "rlm_acme", triggerId: "trg_orders" } as never);
  const gone = within(await screen.findByRole("region", { name: "No such trigger" }));
  expect(gone.getByText(/It was removed/)).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "Escape" });
  await waitFor(() => expect(page.address()).toBe("/r/acme/triggers"));
});

test("no trigger yet: each kind is a way to make one; who may not is told what they are for, and nothing else", async () => {
  using page = await openTriggers([]);
  expect(await screen.findByText("No trigger yet")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /^Schedule/ }));
  await screen.findByRole("region", { name: "New trigger" });
  expect(page.address()).toBe("/r/acme/triggers?new=schedule");
  page[Symbol.dispose]();
  using _ = await openTriggers([], "?new=schedule", {}, { role: "operator" });
  expect(await screen.findByText("No trigger yet")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Schedule|New trigger/ })).toBeNull();
  expect(screen.queryByRole("region", { name: "New trigger" })).toBeNull();
});

test("an operator reads a trigger and changes nothing of it", async () => {
  using _ = await openTriggers([aTrigger({ hasSecret: true })], "?open=trg_orders", {}, { role: "operator" });
  const drawer = await drawerOf("orders");
  expect((await drawer.findByRole<HTMLInputElement>("textbox", { name: "Name" })).disabled).toBe(true);
  expect(drawer.getByRole<HTMLInputElement>("switch", { name: "Enabled" }).disabled).toBe(true);
  for (const name of ["Save", "Remove…", "New secret…"])
    expect(drawer.queryByRole("button", { name })).toBeNull();
  expect(drawer.queryByRole("tab", { name: "Call it" })).toBeNull();
});

test("while the list is on its way its place is kept; a refusal can be asked again, and is gone then", async () => {
  let answer: () => Trigger[] | Promise<never> = () => new Promise<never>(() => {});
  using slow = await openTriggers(() => answer() as Trigger[]);
  expect(slow.container.querySelector("[aria-busy=true]")).toBeTruthy();
  slow[Symbol.dispose]();
  answer = () => {
    throw new Refusal("The database is away.", { fault: "internal" });
  };
  using _ = await openTriggers(() => answer() as Trigger[]);
  expect((await screen.findByRole("alert")).textContent).toContain("The database is away.");
  answer = () => [aTrigger()];
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await row(/^orders/);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a name and a description of somebody's are text, however hostile or long", async () => {
  const name = "a".repeat(60);
  const reason = `<img src=x onerror=alert(1)> ${"long ".repeat(400)}`;
  using page = await openTriggers([aTrigger({ name, disabledReason: reason })], "?open=trg_orders");
  const drawer = await drawerOf(name);
  expect(drawer.getByRole("heading", { level: 2, name }).className).toContain("cut");
  expect(drawer.getByText(/<img src=x/)).toBeTruthy();
  expect(page.container.querySelector("img")).toBeNull();
});
