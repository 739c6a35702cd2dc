import type { Screen } from "../screen.ts";

export const flows: readonly Screen[] = [
  { name: "flows", path: "/flows" },
  { name: "flows-fresh", path: "/flows", realm: "fresh" },
  { name: "flow", path: "/flows/login" },
  { name: "flow-node", path: "/flows/login?node=risk-check" },
  { name: "flow-unknown", path: "/flows/nobody-made-it" },
  {
    name: "flow-menu",
    path: "/flows/login",
    open: ({ page }) => page.getByRole("button", { name: "More", exact: true }).click(),
  },
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
