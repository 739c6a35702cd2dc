import { expectAccessible } from "../accessibility.ts";
import { alone, expect } from "../fixtures.ts";

const script = "login/risk-check";

/** The total goes wrong in the second turn, and fails two lines later. */
const text = `export function onExecute(context: LoginContext): FlowResult {
  let total = 0;
  for (const weight of [40, -90, 20]) {
    total = add(total, weight);
  }
  if (total < 0) throw new Error("total below zero");
  return { action: "continue" };
}

function add(sum: number, weight: number): number {
  return sum + weight;
}
`;

alone("a recorded failure is walked backwards to its cause", async ({ signedIn: console, page }) => {
  await console.openScript(script);
  await console.replaceText(script, text);
  await console.publish(2, "login", "Break it on purpose");
  await page.goto(`${console.server.url}/f/acme/login`);
  await expect(page.locator("code", { hasText: /^req_[0-9a-z]+$/ })).toBeVisible();

  await console.go("/errors");
  await page.getByText("total below zero").first().click();
  await page.getByRole("region", { name: "Error group" }).getByRole("link", { name: "Replay" }).click();
  await expect(page.getByText("Same outcome as recorded")).toBeVisible();
  await page.getByRole("button", { name: "Trace", exact: true }).click();

  // It opens where it failed, with the values of then.
  const where = page.getByRole("status").filter({ hasText: /^Step / });
  await expect(where).toHaveText(/^Step (\d+) of \1, login\/risk-check:6$/);
  const variables = page.getByRole("region", { name: "Variables" });
  await expect(variables).toContainText("total-30");
  await expect(page.getByRole("region", { name: /login\/risk-check as it ran, read-only/ })).toBeVisible();
  await page.screenshot({ path: "test-results/screens/trace-failed.png" });
  await expectAccessible(page, "a trace");

  // Back over calls, by button and by key, to where the total went below zero.
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await page.keyboard.press("Shift+N");
  await expect(where).toHaveText(/risk-check:4$/);
  await expect(variables).toContainText("total-50");
  // It was written when the call came back: the step before is the last one of that call.
  await variables.getByRole("button", { name: /^total: go to step/ }).click();
  await expect(where).toHaveText(/risk-check:11$/);
  await page.getByRole("button", { name: "Back out", exact: true }).click();
  await expect(where).toHaveText(/risk-check:4$/);
  await expect(variables).toContainText("total40");
  await expect(variables).toContainText("weight-90");
  // Into the call, and out of it again.
  await page.getByRole("button", { name: "Into", exact: true }).click();
  await expect(where).toHaveText(/risk-check:11$/);
  await expect(page.getByRole("region", { name: "Calls under way" })).toContainText("2 calls");
  await page.getByRole("button", { name: "Back out", exact: true }).click();
  await expect(where).toHaveText(/risk-check:4$/);
  await page.screenshot({ path: "test-results/screens/trace-cause.png" });

  // The address holds the very moment.
  const words = await where.textContent();
  await page.reload();
  await expect(where).toHaveText(words!);
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await expect(where).toHaveCount(0);
});
