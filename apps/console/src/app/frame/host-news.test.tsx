import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { anOverview } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const misfit = {
  scriptId: "scr_1",
  module: "orders",
  name: "review",
  version: 3,
  count: 2,
  findings: [{ file: "orders/review", line: 2, column: 9, message: "Property 'total' does not exist." }],
};
const host = (change: string, problems: object[] = []) =>
  ({ type: "host", realmId: "rlm_acme", hostId: "shop", title: "Shop", change, problems, at: 1 }) as never;

test("another definition of the host makes everything be asked again, and is told", async () => {
  using page = await openPage("/r/acme/flows", { "flows.list": () => [] });
  await screen.findByText("This realm has no flow");
  const asked = page.wire.sent("flows.list").length;
  await page.emit(host("exchanged"));
  expect(await screen.findByText("Shop was loaded anew")).toBeTruthy();
  await waitFor(() => expect(page.wire.sent("flows.list").length).toBeGreaterThan(asked));
});

test("one that is not used is told with the places, and that nothing stops", async () => {
  using page = await openPage("/r/acme/flows", { "flows.list": () => [] });
  await screen.findByText("This realm has no flow");
  const problems = [1, 2, 3, 4].map((n) => ({ path: `functions[${n}]`, message: "is wrong" }));
  await page.emit(host("refused", [{ path: "", message: "';' expected" }, ...problems]));
  const toast = (await screen.findByText("A change of the host is not used")).closest<HTMLElement>(
    "[role=alert]",
  )!;
  for (const text of [
    "';' expected",
    "functions[1]: is wrong",
    "2 more are told in the terminal.",
    "Shop goes on as it was.",
  ])
    expect(within(toast).getByText(text)).toBeTruthy();
});

test("scripts that no longer fit stand on the overview, each a link, until the host's word is another", async () => {
  let misfits = [misfit];
  using page = await openPage("/r/acme", {
    "overview.get": () => anOverview(),
    "host.fit": () => ({ misfits, unchecked: 0 }),
  });
  expect(await screen.findByText("1 script no longer fits the host.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "orders/review" }).getAttribute("href")).toBe(
    "/r/acme/scripts/orders/review",
  );
  misfits = [];
  await page.emit(host("checked"));
  await waitFor(() => expect(screen.queryByText(/no longer fits/)).toBeNull());
});
