import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openPage } from "../../../testing/page.tsx";
import { aLetter, aSubscription, triggersAnswers } from "../../../testing/triggers.ts";
import { type Answers, Refusal } from "../../../testing/wire.ts";

afterEach(() => sessionStorage.clear());

const openPanel = (address: string, answers: Answers) =>
  openPage(
    `/r/acme/triggers${address}`,
    triggersAnswers(() => [aSubscription()], answers),
  );
const realmLetters = async () => within(await screen.findByRole("region", { name: "Dead letters" }));

test("every dead letter can be reached, page by page, with the trigger each was for", async () => {
  let refused = false;
  using page = await openPanel("?letters=true", {
    "triggers.deadLetters": ({ cursor }: { cursor?: string | null }) => {
      if (refused) throw new Refusal("Too much is under way.", { fault: "busy" });
      return cursor === "b"
        ? { items: [aLetter(2, { triggerId: "trg_gone" as never, attempts: 1 })], next: null }
        : { items: [aLetter(1)], next: "b" };
    },
  });
  const letters = await realmLetters();
  expect((await letters.findByText(/3 attempts/)).textContent).toMatch(/execution error.*heard$/);
  expect(letters.getByText("order is undefined")).toBeTruthy();
  expect(letters.getByRole("region", { name: "Payload of orders.n1" }).textContent).toContain('"n": 1');
  refused = true;
  fireEvent.click(letters.getByRole("button", { name: "Show more" }));
  expect(await letters.findByText("Too much is under way.")).toBeTruthy();
  // What was there stays there.
  expect(letters.getByText("order is undefined")).toBeTruthy();
  refused = false;
  fireEvent.click(letters.getByRole("button", { name: "Show more" }));
  expect((await letters.findByText(/1 attempt ·/)).textContent).toMatch(/its trigger was removed$/);
  expect(letters.queryByRole("button", { name: "Show more" })).toBeNull();
  expect(page.wire.sent("triggers.deadLetters")[0]).toEqual({ realm: "acme", limit: 50, cursor: null });
});

test("a letter is delivered again at once, and deleted only after a question; what fails leaves it there", async () => {
  let items = [aLetter(1), aLetter(2)];
  let refused = true;
  const without = (id: string) => {
    if (refused) throw new Refusal("The subscription is switched off.", { fault: "conflict" });
    items = items.filter((one) => one.id !== id);
    return null;
  };
  using page = await openPanel("?open=trg_heard&tab=letters", {
    "triggers.deadLetters": () => ({ items, next: null }),
    "triggers.redeliver": ({ id }: { id: string }) => without(id),
    "triggers.removeDeadLetter": ({ id }: { id: string }) => without(id),
  });
  const drawer = within(await screen.findByRole("region", { name: "Trigger heard" }));
  const again = await drawer.findByRole("button", { name: "Deliver orders.n1 again" });
  fireEvent.click(again);
  expect(await drawer.findByText("The subscription is switched off.")).toBeTruthy();
  expect(again.isConnected).toBe(true);
  refused = false;
  fireEvent.click(again);
  await waitFor(() => expect(drawer.queryByRole("button", { name: "Delete orders.n1" })).toBeNull());
  fireEvent.click(drawer.getByRole("button", { name: "Delete orders.n2" }));
  const ask = within(await screen.findByRole("dialog", { name: "Delete this message on orders.n2?" }));
  expect(page.wire.sent("triggers.removeDeadLetter")).toEqual([]);
  fireEvent.click(ask.getByRole("button", { name: "Delete message" }));
  expect(await drawer.findByText("No dead letters")).toBeTruthy();
  expect(page.wire.sent("triggers.redeliver")).toHaveLength(2);
});

const run = (id: string, change: object = {}) => ({
  id,
  status: "ok",
  action: "done",
  errorType: null,
  errorMessage: null,
  logLine: `line of ${id}`,
  trigger: "bus",
  startedAt: 0,
  ...change,
});

test("runs lead to their executions and go on while one looks; a refresh that fails takes none away", async () => {
  let items = [run("exe_1")];
  let refused = false;
  using page = await openPanel("?open=trg_heard&tab=runs", {
    "executions.list": () => {
      if (refused) throw new Refusal("The database is away.", { fault: "internal" });
      return { items, next: null };
    },
  });
  const drawer = within(await screen.findByRole("region", { name: "Trigger heard" }));
  expect(await drawer.findByText("line of exe_1")).toBeTruthy();
  expect(page.wire.sent("executions.list")).toEqual([
    { realm: "acme", filter: { triggerId: "trg_heard" }, limit: 20 },
  ]);
  items = [
    run("exe_2", { status: "error", errorType: "timeout", errorMessage: "too long", trigger: "trial" }),
    ...items,
  ];
  const ran = (triggerId: string) =>
    page.emit({ type: "execution", realmId: "rlm_acme", execution: { triggerId } } as never);
  await ran("trg_other");
  await ran("trg_heard");
  const failed = (await drawer.findByText("timeout")).closest("li")!;
  expect(failed.textContent).toContain("trial too long");
  expect(within(failed).getByRole("link").getAttribute("href")).toContain("open=exe_2&triggerId=trg_heard");
  refused = true;
  fireEvent.click(drawer.getByRole("tab", { name: "Settings" }));
  fireEvent.click(drawer.getByRole("tab", { name: "Runs" }));
  await ran("trg_heard");
  await waitFor(() => expect(page.wire.sent("executions.list").length).toBeGreaterThan(2));
  expect(drawer.getByText("line of exe_1")).toBeTruthy();
  expect(drawer.queryByRole("alert")).toBeNull();
});

test("a trigger that never ran says what would fill the list; one whose runs cannot be read says so", async () => {
  using empty = await openPanel("?open=trg_heard&tab=runs", {
    "executions.list": () => ({ items: [], next: null }),
  });
  expect(await screen.findByText("No run yet")).toBeTruthy();
  empty[Symbol.dispose]();
  using _ = await openPanel("?open=trg_heard&tab=runs", {
    "executions.list": () => {
      throw new Refusal("The database is away.", { fault: "internal" });
    },
  });
  expect(await screen.findByText("The database is away.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
});

test("an event that is no JSON is not fired and stays; publishing for real is asked for by a switch", async () => {
  const sample = { topic: "orders.created", payload: { id: 1 } };
  using page = await openPanel("?open=trg_heard&tab=test", {
    "triggers.get": () => ({ trigger: aSubscription(), sample }),
    "triggers.receivers": () => {
      throw new Refusal("The bus is away.", { fault: "internal" });
    },
    "triggers.test": () => {
      throw new Refusal("shop/order was never published.", { fault: "not_found" });
    },
  });
  const drawer = within(await screen.findByRole("region", { name: "Trigger heard" }));
  const event = await drawer.findByRole<HTMLTextAreaElement>("textbox", { name: "Event" });
  expect(await drawer.findByText("Who listens is not known: The bus is away.")).toBeTruthy();
  fireEvent.change(event, { target: { value: '{ "topic": ' } });
  fireEvent.click(drawer.getByRole("button", { name: "Fire" }));
  expect(drawer.getByText("The event is not JSON yet: its end is missing.")).toBeTruthy();
  expect(page.wire.sent("triggers.test")).toEqual([]);
  fireEvent.change(event, { target: { value: '{"topic":"a.b","payload":1}' } });
  fireEvent.click(drawer.getByRole("switch", { name: "Send what it publishes, for real" }));
  fireEvent.click(drawer.getByRole("button", { name: "Fire" }));
  expect(await drawer.findByText("shop/order was never published.")).toBeTruthy();
  expect(page.wire.sent("triggers.test")).toEqual([
    { id: "trg_heard", event: { topic: "a.b", payload: 1 }, applyEffects: true },
  ]);
  // Typed texts are kept over a closed drawer.
  fireEvent.keyDown(document.body, { key: "Escape" });
  fireEvent.click(await screen.findByRole("row", { name: /^heard/ }));
  fireEvent.click(await screen.findByRole("tab", { name: "Test" }));
  const kept = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Event" });
  expect(kept.value).toBe('{"topic":"a.b","payload":1}');
  fireEvent.click(screen.getByRole("button", { name: "Back to the sample" }));
  expect(JSON.parse(kept.value)).toEqual(sample);
});
