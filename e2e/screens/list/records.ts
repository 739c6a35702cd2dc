import type { Screen, Shown } from "../screen.ts";

const press = async ({ page }: Shown, name: string) =>
  page.getByRole("button", { name, exact: true }).first().click();

/** The filter menu, and one of its titles with its values. */
async function filterBy(at: Shown, title: string): Promise<void> {
  await press(at, "Add filter");
  await at.page.getByRole("menuitem", { name: title, exact: true }).hover();
  // The last one is seen too: nothing cuts the choices off.
  await at.page.getByRole("menu").nth(1).getByRole("menuitem").last().hover();
}

/** Lists of what happened, with their drawers. */
export const records: readonly Screen[] = [
  { name: "sources", path: "/sources" },
  { name: "sources-script", path: "/sources?open=login%2Fterms" },
  { name: "sources-arena", path: "/sources", realm: "arena" },
  { name: "sources-broken", path: "/sources?open=wargame%2Fdamage_calculator", realm: "arena" },
  { name: "sources-fresh", path: "/sources", realm: "fresh" },
  { name: "executions", path: "/executions" },
  { name: "executions-arena", path: "/executions", realm: "arena" },
  { name: "executions-fresh", path: "/executions", realm: "fresh" },
  { name: "executions-none", path: "/executions?text=nobody%20says%20this" },
  ...["summary", "input", "result", "logs", "error"].map(
    (tab): Screen => ({
      name: `execution-${tab}`,
      path: ({ failure }) => `/executions?open=${failure.execution}&tab=${tab}`,
    }),
  ),
  { name: "executions-filter", path: "/executions", open: (at) => press(at, "Add filter") },
  { name: "executions-filter-decision", path: "/executions", open: (at) => filterBy(at, "Decision") },
  { name: "executions-columns", path: "/executions", open: (at) => press(at, "Columns") },
  { name: "executions-export", path: "/executions", open: (at) => press(at, "Export") },
  { name: "errors", path: "/errors" },
  { name: "errors-filter-script", path: "/errors", open: (at) => filterBy(at, "Script") },
  { name: "errors-fresh", path: "/errors", realm: "fresh" },
  { name: "error", path: ({ failure }) => `/errors?open=${failure.group}` },
  {
    name: "error-mute",
    path: ({ failure }) => `/errors?open=${failure.group}`,
    open: (at) => mute(at),
  },
  {
    name: "error-mute-until",
    path: ({ failure }) => `/errors?open=${failure.group}`,
    async open(at) {
      await mute(at);
      await at.page.getByRole("menuitem", { name: "Until a time…" }).click();
      await at.page.getByRole("dialog", { name: "Mute until a time" }).waitFor();
    },
  },
  { name: "triggers", path: "/triggers" },
  { name: "triggers-arena", path: "/triggers", realm: "arena" },
  { name: "triggers-fresh", path: "/triggers", realm: "fresh" },
  { name: "triggers-letters", path: "/triggers?letters=true", realm: "arena" },
  ...["http", "bus", "schedule", "tool"].map(
    (kind): Screen => ({ name: `trigger-new-${kind}`, path: `/triggers?new=${kind}` }),
  ),
  {
    name: "trigger",
    path: "/triggers",
    realm: "arena",
    async open({ page }) {
      await page.getByRole("grid", { name: "Triggers" }).getByRole("row").nth(1).click();
      await page.getByRole("region", { name: /^Trigger / }).waitFor();
    },
  },
  { name: "http-api", path: "/api" },
  { name: "http-api-operation", path: "/api?operation=publishMessage" },
  { name: "state", path: "/state" },
  {
    name: "state-entry",
    path: "/state",
    async open({ page }) {
      await page.getByRole("grid", { name: "State" }).getByRole("row").nth(1).click();
      await page.getByRole("region", { name: "Entry of state" }).getByLabel("Value").waitFor();
    },
  },
  { name: "state-nothing", path: "/state?text=nobodykeepsit" },
  { name: "state-entry-gone", path: "/state?open=sta_01jd3x8k2m9q4r7t0v5w6y8z1a" },
  { name: "secrets", path: "/secrets" },
  { name: "secrets-none", path: "/secrets", realm: "fresh" },
  {
    name: "secret",
    path: "/secrets?open=stripe",
    async open({ page }) {
      const rotate = page
        .getByRole("region", { name: "Secret" })
        .getByRole("button", { name: "Set version 3" });
      await rotate.scrollIntoViewIfNeeded();
    },
  },
  { name: "secrets-new", path: "/secrets?add=stripe" },
  { name: "secret-gone", path: "/secrets?open=nobodysetit" },
  { name: "host-api", path: "/host-api" },
  { name: "host-api-function", path: "/host-api?item=flow.set" },
  { name: "host-api-nothing", path: "/host-api?q=nobodycallsitso" },
  { name: "host-api-arena", path: "/host-api", realm: "arena" },
];

async function mute({ page }: Shown): Promise<void> {
  await page.getByRole("region", { name: "Error group" }).getByRole("button", { name: "Mute" }).click();
}
