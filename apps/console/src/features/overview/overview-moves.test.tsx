import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { anOverview, aRealm, stats } from "../../testing/given.ts";
import { later } from "../../testing/later.ts";
import { openPage } from "../../testing/page.tsx";
import { type Answers, Refusal } from "../../testing/wire.ts";
import { parseOverviewSearch } from "./search.ts";

const openOverview = (answers: Answers, address = "") => openPage(`/r/acme${address}`, answers);
const figures = () => screen.queryAllByRole("definition").map((one) => one.textContent);

test("another realm's figures are waited for; those of the realm before do not stand in", async () => {
  const beta = { ...aRealm, id: "rlm_beta" as const, name: "beta", title: "Beta" };
  const slow = later<object>();
  using page = await openOverview({
    "realms.list": () => [aRealm, beta],
    "overview.get": ({ realm }: { realm: string }) =>
      realm === "acme" ? anOverview({ executions: 4_711 }) : slow.promise,
  });
  await screen.findByText(/^4\s?711/);
  fireEvent.click(screen.getByRole("button", { name: "Realm acme, switch" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: /Beta/ }));
  await waitFor(() => expect(page.address()).toBe("/r/beta"));
  expect(screen.queryByText(/^4\s?711/)).toBeNull();
  slow.give(anOverview({ executions: 3 }));
  await waitFor(() => expect(figures()[0]).toBe("3last 24h"));
});

test("until another range is answered, the figures say of which hours they are", async () => {
  const slow = later<object>();
  let asked = 0;
  using _ = await openOverview({
    "overview.get": () => (asked++ === 0 ? anOverview({ executions: 12, errors: 3 }) : slow.promise),
  });
  await screen.findByText(/^12/);
  fireEvent.click(screen.getByRole("radio", { name: "7d" }));
  await waitFor(() => expect(asked).toBe(2));
  expect(figures()[0]).toBe("12last 24h");
  slow.give(anOverview({ executions: 99, errors: 3 }));
  await waitFor(() => expect(figures()[0]).toBe("99last 7d"));
});

test("what happens is in the figures soon, however much it is, with few questions", async () => {
  let executions = 1;
  using page = await openOverview({ "overview.get": () => anOverview({ executions }) });
  await waitFor(() => expect(figures()[0]).toBe("1last 24h"));
  const before = page.wire.sent("overview.get").length;
  executions = 2;
  for (let n = 0; n < 20; n++)
    await page.emit({
      type: "execution",
      realmId: "rlm_acme",
      execution: { status: "ok", trigger: "flow" },
    } as never);
  expect(page.wire.sent("overview.get").length - before).toBeLessThanOrEqual(1);
});

test("a refresh that fails takes no figure away", async () => {
  let refused = false;
  using page = await openOverview({
    "overview.get": () => {
      if (refused) throw new Refusal("The database is away.", { fault: "internal" });
      return anOverview({ executions: 12 });
    },
  });
  await screen.findByText(/^12/);
  refused = true;
  fireEvent.click(screen.getByRole("radio", { name: "1h" }));
  await waitFor(() => expect(page.wire.sent("overview.get").length).toBeGreaterThan(1));
  expect((await screen.findByRole("alert")).textContent).toContain("The database is away.");
  refused = false;
  fireEvent.click(screen.getByRole("radio", { name: "24h" }));
  await screen.findByText(/^12/);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("no script failed is another thing than no script ran; notes of publishes are text", async () => {
  const hostile = `<img src=x onerror=alert(1)> ${"long ".repeat(200)}`;
  const names = { scr_a: { module: "login", name: "a" } };
  using page = await openOverview({
    "overview.get": () =>
      anOverview({
        executions: 5,
        scripts: [stats({ scriptId: "scr_a", executions: 5 })],
        scriptNames: names,
        recentPublishes: [
          {
            id: "pub_1",
            realmId: "rlm_acme",
            scriptId: "scr_a",
            module: "login",
            name: "a",
            kind: "publish",
            version: 2,
            note: hostile,
            authorName: "Ada",
            at: 0,
          },
        ],
      }),
  });
  const table = within(await screen.findByRole("table"));
  expect(table.getByRole("link", { name: "login/a" }).getAttribute("href")).toBe("/r/acme/scripts/login/a");
  fireEvent.click(screen.getByRole("radio", { name: "Failing" }));
  expect(await screen.findByText("No script failed in this time.")).toBeTruthy();
  expect(screen.getByText((text) => text.startsWith("Ada · <img"))).toBeTruthy();
  expect(page.container.querySelector("main img")).toBeNull();
});

test("an address names a range or nothing: what every object has is no range", () => {
  expect(parseOverviewSearch({ range: "7d" })).toEqual({ range: "7d" });
  for (const range of ["24h", "2h", "constructor", "toString", "__proto__", 7, null, {}])
    expect(parseOverviewSearch({ range }), JSON.stringify(range)).toEqual({});
});
