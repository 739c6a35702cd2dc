import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { anOverview, healthy, stats } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { Refusal } from "../../testing/wire.ts";

const calm = anOverview();
const busy: typeof calm = {
  ...calm,
  executions: 200,
  errors: 4,
  p95Us: 1_200,
  openErrors: 3,
  histogram: [{ fromMs: 0, ok: 196, error: 4 }],
  scripts: [
    stats({ scriptId: "scr_a", executions: 150, errors: 0, p95Us: 500 }),
    stats({ scriptId: "scr_b", executions: 30, errors: 1, p95Us: 9_000 }),
    stats({ scriptId: "scr_c", executions: 20, errors: 3, p95Us: 700 }),
    stats({ scriptId: "scr_gone", executions: 1, p95Us: 20_000 }),
  ],
  scriptNames: {
    scr_a: { module: "login", name: "a" },
    scr_b: { module: "login", name: "b" },
    scr_c: { module: "login", name: "c" },
  },
};
const scripts = () =>
  within(screen.getByRole("table"))
    .getAllByRole("link")
    .map((link) => link.textContent);

test("the slowest scripts come first, or those that fail most; one that is gone leads nowhere", async () => {
  using _ = await openPage("/r/acme", { "overview.get": () => busy });
  await screen.findByRole("table");
  expect(scripts()).toEqual(["login/b", "login/c", "login/a"]);
  fireEvent.click(screen.getByRole("radio", { name: "Failing" }));
  expect(scripts()).toEqual(["login/c", "login/b"]);
  expect(screen.getByRole("img", { name: /^200 executions, 2/ })).toBeTruthy();
  expect(screen.getByRole("link", { name: "3 open" }).getAttribute("href")).toBe("/r/acme/errors");
});

test("where nothing ran, nothing is made up: no share, no percentile, and what would fill it", async () => {
  using _ = await openPage("/r/acme", { "overview.get": () => calm });
  expect(await screen.findByText("Nothing ran in this time")).toBeTruthy();
  const figures = screen.getAllByRole("definition").map((one) => one.textContent ?? "");
  expect(figures.filter((text) => text.startsWith("–"))).toHaveLength(4);
  expect(screen.getByText("No script ran in this time.")).toBeTruthy();
  expect(screen.getByText(/Nothing was published yet/)).toBeTruthy();
});

test("a time range is in the address and asked for", async () => {
  using page = await openPage("/r/acme", { "overview.get": () => calm });
  await screen.findByText("Nothing ran in this time");
  fireEvent.click(screen.getByRole("radio", { name: "1h" }));
  await waitFor(() => expect(page.wire.sent("overview.get")).toHaveLength(2));
  expect(page.address()).toBe("/r/acme?range=1h");
  const spans = page.wire.sent("overview.get").map((asked) => {
    const { fromMs, toMs } = asked as { fromMs: number; toMs: number };
    return (toMs - fromMs) / 3_600_000;
  });
  expect(spans).toEqual([24, 1]);
});

test("publishes say who, what and why; the product's own are Scriptyard's", async () => {
  const event = { realmId: "rlm_acme", scriptId: "scr_a", module: "login", name: "a", at: 0 };
  using _ = await openPage("/r/acme", {
    "overview.get": () => ({
      ...calm,
      recentPublishes: [
        {
          ...event,
          id: "pub_2",
          kind: "rollback",
          version: 1,
          note: "v2 refuses everybody",
          authorName: "Ada",
        },
        { ...event, id: "pub_1", kind: "publish", version: 1, note: "First", authorName: null },
      ],
    }),
  });
  const [first] = await screen.findAllByRole("link", { name: "login/a v1" });
  const rows = within(first!.closest("ul")!);
  expect(rows.getByText(/Ada rolled back to it · v2 refuses everybody/)).toBeTruthy();
  expect(rows.getByText(/Scriptyard · First/)).toBeTruthy();
});

test("a server that is not well says why", async () => {
  const health = { ...healthy, status: "degraded" as const, reasons: ["Two workers were replaced."] };
  using _ = await openPage("/r/acme", {
    "overview.get": () => ({ ...calm, health }),
    "system.health": () => health,
  });
  const note = (await screen.findByText("The server is degraded.")).closest("[role=status]");
  expect(note?.textContent).toContain("Two workers were replaced.");
});

test("while it loads the places are kept; a refusal offers another try", async () => {
  let answer: () => typeof calm | Promise<never> = () => new Promise<never>(() => {});
  using loading = await openPage("/r/acme", { "overview.get": () => answer() });
  expect(loading.container.querySelector("[aria-busy=true]")).toBeTruthy();
  loading[Symbol.dispose]();
  answer = () => {
    throw new Refusal("Too many questions.", { fault: "bad_request" });
  };
  using refused = await openPage("/r/acme", { "overview.get": () => answer() });
  expect(await screen.findByText("Too many questions.")).toBeTruthy();
  answer = () => calm;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Nothing ran in this time")).toBeTruthy();
  expect(refused.wire.sent("overview.get")).toHaveLength(2);
});
