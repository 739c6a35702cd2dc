import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { anOverview } from "../../../testing/given.ts";
import { openPage } from "../../../testing/page.tsx";

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const none = { previewed: false, published: false, called: false, replayed: false };
const given = (done: Partial<typeof none>) => ({
  example: { module: "pricing", name: "discount", sample: "Twelve pieces", args: [{ quantity: 12 }] },
  done: { ...none, ...done },
});
const open = (answer: () => unknown, address = "/r/acme/flows") =>
  openPage(address, {
    "flows.list": () => [],
    "overview.get": () => anOverview(),
    "overview.firstSteps": answer,
  });
const list = async () => within(await screen.findByRole("region", { name: "First steps" }));
const next = async () =>
  (await screen.findAllByRole("listitem")).find((one) => one.getAttribute("aria-current") === "step");

test("the next step says what it takes; of the call that is the very command", async () => {
  using _ = await open(() => given({ previewed: true, published: true }));
  const steps = await list();
  await waitFor(async () => expect((await next())?.textContent).toContain("Call it from your product"));
  expect(steps.getByLabelText("Command").textContent).toContain(
    "/api/v1/realms/acme/scripts/pricing/discount/execute",
  );
  expect(steps.getByLabelText("Command").textContent).toContain('{"args":[{"quantity":12}]}');
  expect(screen.getByRole("button", { name: /First steps/ }).textContent).toContain("3");
});

test("a step ticks itself when it has happened", async () => {
  let done: Partial<typeof none> = {};
  using page = await open(() => given(done));
  await waitFor(async () =>
    expect((await next())?.textContent).toContain("Open the example pricing/discount"),
  );
  done = { previewed: true };
  await page.emit({ type: "execution", realmId: "rlm_acme", execution: { trigger: "preview" } } as never);
  await waitFor(async () => expect((await next())?.textContent).toContain("Change it and publish"));
});

test("the keys of the page are the page's while they stand there", async () => {
  using _ = await open(() => given({}));
  await list();
  fireEvent.keyDown(document.body, { key: "?", shiftKey: true });
  await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
});

test("folded it stays so over a reload, and whoever needs it no more is not asked again", async () => {
  {
    using _ = await open(() => given({}));
    fireEvent.click((await list()).getByRole("button", { name: "Fold first steps" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: "First steps" })).toBeNull());
  }
  {
    using _ = await open(() => given({}));
    const pill = await screen.findByRole("button", { name: /First steps/ });
    expect(screen.queryByRole("region", { name: "First steps" })).toBeNull();
    fireEvent.click(pill);
    fireEvent.click((await list()).getByRole("button", { name: "Not needed" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: /First steps/ })).toBeNull());
  }
  using page = await open(() => given({}));
  await screen.findByText("This realm has no flow");
  expect(page.wire.sent("overview.firstSteps")).toEqual([]);
});

test("a realm where nothing has happened opens on its example; whoever has begun sees the overview", async () => {
  {
    using page = await open(() => given({}), "/r/acme");
    await waitFor(() => expect(page.address()).toBe("/r/acme/scripts/pricing/discount"));
  }
  using page = await open(() => given({ previewed: true }), "/r/acme");
  await list();
  expect(page.address()).toBe("/r/acme");
});

test("where a host came with Scriptyard there are none", async () => {
  using page = await open(() => null);
  await waitFor(() => expect(page.wire.sent("overview.firstSteps")).toHaveLength(1));
  expect(screen.queryByRole("button", { name: /First steps/ })).toBeNull();
});
