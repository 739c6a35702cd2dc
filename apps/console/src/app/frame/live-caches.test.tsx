import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aFlow, aScript } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import type { Answers } from "../../testing/wire.ts";

// Clocks go on by themselves, and may be put forward: what is gathered need not be waited for.
beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const openFlow = (answers: Answers = {}) =>
  openPage("/r/acme/flows/login", { "flows.get": () => aFlow(), ...answers });
type Page = Awaited<ReturnType<typeof openFlow>>;
const told = (type: string, change: object = {}) => ({ type, realmId: "rlm_acme", ...change }) as never;
const ran = (change: object) =>
  told("execution", {
    execution: {
      scriptId: "scr_risk",
      module: "login",
      name: "risk",
      trigger: "flow",
      status: "ok",
      startedAt: 1,
      ...change,
    },
  });
const settled = () => screen.findByRole("group", { name: /^Risk check/ });
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const asked = (page: Page, what: "flows.get" | "errors.openCount" | "scripts.named") =>
  page.wire.sent(what).length;
const errorsLink = () => screen.findByRole("link", { name: /^Errors/ });

test("the badge of open errors follows failures of the product, and neither trials nor runs that went well", async () => {
  let open = 0;
  using page = await openFlow({ "errors.openCount": () => open });
  await settled();
  expect((await errorsLink()).textContent).toBe("Errors");
  open = 1_234;
  await page.emit(ran({ trigger: "trial", status: "error" }), ran({}));
  await later(3_000);
  expect((await errorsLink()).textContent).toBe("Errors");
  await page.emit(ran({ status: "error" }));
  await later(3_000);
  await waitFor(async () => expect((await errorsLink()).textContent).toBe("Errors999+ open"));
});

test("what others do about errors is in the badge at once", async () => {
  let open = 2;
  using page = await openFlow({ "errors.openCount": () => open });
  await settled();
  await screen.findByRole("link", { name: "Errors 2 open" });
  open = 0;
  await page.emit(told("errors", { scriptIds: [] }));
  await later(1_500);
  await waitFor(async () => expect((await errorsLink()).textContent).toBe("Errors"));
});

test("a burst of publishes and drafts is one question a second, not one each", async () => {
  using page = await openFlow();
  await settled();
  const before = asked(page, "flows.get");
  for (let n = 0; n < 25; n++)
    await page.emit(
      told("draft", { scriptId: `scr_${n}`, revision: 3 }),
      told("published", { event: { scriptId: `scr_${n}` } }),
    );
  await later(2_500);
  await waitFor(() => expect(asked(page, "flows.get")).toBeGreaterThan(before));
  expect(asked(page, "flows.get") - before).toBeLessThanOrEqual(4);
});

test("a node that fails is marked until a run of it goes well, also when that is another tab's", async () => {
  const [risk, ...others] = aFlow().nodeViews;
  let failing = true;
  using page = await openFlow({
    "flows.get": () => aFlow({ nodeViews: [{ ...risk!, failing }, ...others] }),
  });
  await settled();
  const before = asked(page, "flows.get");
  await page.emit(ran({ scriptId: "scr_factor", name: "factor" }));
  await later(3_000);
  expect(asked(page, "flows.get")).toBe(before);
  failing = false;
  await page.emit(ran({}));
  // Not before the record can be read.
  expect(asked(page, "flows.get")).toBe(before);
  await later(3_000);
  await waitFor(() => expect(asked(page, "flows.get")).toBe(before + 1));
});

test("of a script that somebody publishes or puts into a folder the row alone is asked for, where it is shown", async () => {
  let description = "As it was";
  using page = await openFlow({
    "scripts.search": () => ({ items: [{ ...aScript({ description }), failures: 0 }], more: 0 }),
    "scripts.named": () => ({
      items: [{ ...aScript({ description, draftRevision: 9 }), failures: 0 }],
      modules: [],
    }),
    "lookup.named": () => [],
  });
  await settled();
  const heard = () => page.emit(told("published", { event: { scriptId: "scr_risk" } }));
  await heard();
  await later(2_500);
  // Nobody shows it: nobody asks.
  expect(asked(page, "scripts.named")).toBe(0);
  fireEvent.keyDown(window, { key: "k", code: "KeyK", ctrlKey: true });
  const option = () => screen.findByRole("option", { name: /^login\/risk/ });
  expect((await option()).textContent).toContain("As it was");
  description = "As it is now";
  await heard();
  await later(2_500);
  await waitFor(async () => expect((await option()).textContent).toContain("As it is now"));
  expect(page.wire.sent("scripts.named")).toEqual([{ realm: "acme", ids: ["scr_risk"], names: [] }]);
  await page.emit(
    told("script_reloaded", {
      module: "login",
      name: "risk",
      path: "login/risk.ts",
      live: true,
      version: null,
    }),
  );
  await later(2_500);
  await waitFor(() =>
    expect(page.wire.sent("scripts.named").at(-1)).toMatchObject({
      names: [{ module: "login", name: "risk" }],
    }),
  );
});
