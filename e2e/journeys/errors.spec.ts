import { expectAccessible } from "../accessibility.ts";
import { alone, expect } from "../fixtures.ts";

const script = "login/risk-check";

/** Fails, each message once in turn, as the product's users meet it. */
const failing = `export function onExecute(context: LoginContext): FlowResult {
  throw new Error(\`\${context.user?.id ?? "nobody"} is not known\`);
}
`;

alone(
  "an error from first sight to its end: what it began with, muted, talked about, rolled back from",
  async ({ signedIn: console, page }) => {
    await console.openScript(script);
    await console.replaceText(script, failing);
    await console.publish(2, "login", "Break it on purpose");
    await page.goto(`${console.server.url}/f/acme/login`);
    await expect(page.locator("code", { hasText: /^req_[0-9a-z]+$/ })).toBeVisible();

    // The row names the version, who made it and why.
    await console.go("/errors");
    const row = page.getByRole("row", { name: /is not known/ });
    await expect(row).toContainText("began with v2 by");
    await expect(row).toContainText("“Break it on purpose”");

    // Picked and muted by the keyboard; it counts no more, and u brings it back.
    await row.focus();
    await page.keyboard.press("x");
    await expect(page.getByRole("toolbar", { name: "Picked errors" })).toContainText("1 error picked");
    await expectAccessible(page, "errors with a picked row");
    await page.screenshot({ path: "test-results/screens/errors-picked.png" });
    await page.keyboard.press("m");
    await page.getByRole("menuitem", { name: "For 1 day" }).click();
    await expect(page.getByText("1 error muted")).toBeVisible();
    await expect(row).toBeHidden();
    await page.getByText("Muted", { exact: true }).click();
    await expect(row).toContainText("muted until");
    await page.keyboard.press("u");
    await expect(row).toBeHidden();
    await page.getByText("Open", { exact: true }).click();

    // Talked about, told to whoever looks.
    await row.click();
    const drawer = page.getByRole("region", { name: "Error group" });
    const field = drawer.getByRole("textbox", { name: "Comment" });
    await field.waitFor();
    await page.keyboard.press("c");
    await expect(field).toBeFocused();
    await page.keyboard.type("Since the publish of this morning");
    await page.keyboard.press("ControlOrMeta+Enter");
    const activity = drawer.getByRole("region", { name: "Activity" });
    await expect(activity.getByRole("article")).toContainText("Since the publish of this morning");
    await expectAccessible(page, "an error group with its activity");
    await page.screenshot({ path: "test-results/screens/error-drawer.png" });

    // What others say and what happens meanwhile is there without a reload.
    const id = new URL(page.url()).searchParams.get("open");
    const said = await page.request.post(`${console.server.url}/api/trpc/errors.comment`, {
      data: { id, text: "I am on it" },
    });
    expect(said.ok()).toBe(true);
    await expect(activity.getByRole("article").nth(1)).toContainText("I am on it");
    const visitor = await page.context().newPage();
    await visitor.goto(`${console.server.url}/f/acme/login`);
    await expect(visitor.locator("code", { hasText: /^req_[0-9a-z]+$/ })).toBeVisible();
    await visitor.close();
    await expect(drawer.getByRole("link", { name: "2 executions" })).toBeVisible();

    // Back to what was live before it began, with the reason; the error says so afterwards.
    await drawer.getByRole("link", { name: `Roll back ${script} to v1…` }).click();
    const dialog = page.getByRole("dialog", { name: /^Roll back acme \/ login\/risk-check to v1/ });
    await dialog.getByLabel("Reason").fill("v2 stops everybody");
    await dialog.getByRole("button", { name: "Roll back to v1" }).click();
    await expect(console.status("Live v1")).toBeVisible();
    await expect(dialog).toBeHidden();
    const back = page.getByRole("dialog", { name: `v1 of ${script} is live again` });
    await expect(back.getByRole("button", { name: "Resolve the error" })).toBeVisible();
    await page.screenshot({ path: "test-results/screens/rolled-back.png" });
    await back.getByRole("link", { name: "Back to the error" }).click();
    await expect(drawer.getByText("Rolled back", { exact: true })).toBeVisible();
    await expect(activity).toContainText("rolled the script back to v1");
    await expect(activity).toContainText("“v2 stops everybody”");
    await expect(drawer.getByRole("link", { name: /^Roll back/ })).toHaveCount(0);

    await page.keyboard.press("Escape");
    await row.focus();
    await page.keyboard.press("e");
    await expect(page.getByText("1 error resolved")).toBeVisible();
    await page.getByText("Resolved", { exact: true }).click();
    await expect(row).toContainText("resolved in v1");
  },
);
