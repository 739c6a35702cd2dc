import type { Screen } from "../screen.ts";

export const flows: readonly Screen[] = [
  { name: "flows", path: "/flows" },
  { name: "flows-fresh", path: "/flows", realm: "fresh" },
  { name: "flows-new", path: "/flows?new=true" },
  { name: "flow", path: "/flows/login" },
  { name: "flow-traffic", path: "/flows/login?traffic=7d" },
  { name: "flow-add-script", path: "/flows/login?add=country-changed" },
  { name: "flow-versions", path: "/flows/login?panel=versions" },
  { name: "flow-publish", path: "/flows/login?panel=publish" },
  { name: "flow-problems", path: "/flows/login?panel=problems" },
  {
    name: "flow-add-node",
    path: "/flows/login?node=risk-check",
    async open({ page }) {
      await page.getByRole("button", { name: "Add a node after it…" }).click();
      await page.getByRole("dialog", { name: "Add a node" }).waitFor();
    },
  },
  {
    name: "flow-connect",
    path: "/flows/login?node=risk-check",
    async open({ page }) {
      await page.getByRole("button", { name: "Connect…" }).click();
      await page.getByRole("dialog", { name: "Draw an edge" }).waitFor();
    },
  },
  { name: "flow-node", path: "/flows/login?node=risk-check" },
  { name: "flow-unknown", path: "/flows/nobody-made-it" },
  {
    name: "flow-menu",
    path: "/flows/login",
    open: ({ page }) => page.getByRole("button", { name: "More", exact: true }).click(),
  },
  { name: "flow-walk", path: ({ walk }) => `/flows/login?session=${walk}` },
  { name: "flow-try-lost", path: "/flows/login?try=true&walk=fls_01jd3x8k2m9q4r7t0v5w6y8z1a" },
  {
    name: "flow-try",
    path: "/flows/login?try=true",
    async open({ page }) {
      const tryIt = page.getByRole("region", { name: "Try Login" });
      await tryIt.frameLocator("iframe").getByRole("heading").first().waitFor();
      await tryIt.getByRole("region", { name: "Steps" }).getByText("Risk check").waitFor();
    },
  },
];
