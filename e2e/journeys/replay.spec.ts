import { expectAccessible } from "../accessibility.ts";
import { alone, expect } from "../fixtures.ts";

const script = "login/risk-check";

const text = (extra: string) => `export function onExecute(context: LoginContext): FlowResult {
${extra}  return { action: "continue" };
}
`;

alone(
  "a replay follows what one does: the first edit is the draft's, and its fix resolves the error",
  async ({ signedIn: console, page }) => {
    await console.openScript(script);
    await console.replaceText(script, text('  throw new Error("oops");\n'));
    await console.publish(2, "login", "Break it on purpose");
    await page.goto(`${console.server.url}/f/acme/login`);
    await expect(page.locator("code", { hasText: /^req_[0-9a-z]+$/ })).toBeVisible();

    await console.go("/errors");
    await page.getByText("oops").first().click();
    await page.getByRole("region", { name: "Error group" }).getByRole("link", { name: "Replay" }).click();
    await expect(page.getByText("Same outcome as recorded")).toBeVisible();
    await expect(page.getByText("typing goes on with the draft")).toBeVisible();
    await page.screenshot({ path: "test-results/screens/replay-recorded.png" });

    // Deleting the line that throws, as anybody would.
    await console.code(script).getByText("throw").click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Delete");
    await expect(page.getByText("with your draft")).toBeVisible();
    await expect(page.getByRole("radio", { name: "Draft" })).toBeChecked();
    await console.run();
    await expect(page.getByText("Different from the recording")).toBeVisible();
    await expect(console.code(script).getByText("throw")).toHaveCount(0);
    await expectAccessible(page, "a replay with the draft");
    await page.screenshot({ path: "test-results/screens/replay-draft.png" });

    // The recorded text is there as it was, and takes no letter.
    await page.getByText("As recorded", { exact: true }).click();
    const recorded = page.getByRole("textbox", { name: /^Recorded text of login\/risk-check, read-only/ });
    await expect(recorded).toBeAttached();
    await expect(page.getByText("as it ran, read-only")).toBeVisible();
    await expect(page.getByText("Same outcome as recorded")).toBeVisible();
    await page.screenshot({ path: "test-results/screens/replay-recorded-other.png" });
    await page.getByText("Draft", { exact: true }).click();

    await page.getByRole("button", { name: "Publish… and resolve this error" }).click();
    const sheet = page.getByRole("dialog", { name: /^Publish / });
    await sheet.getByLabel("Note").fill("Nobody is stopped any more");
    await sheet.getByRole("button", { name: "Publish v3 to acme / login and resolve the error" }).click();
    await expect(page.getByText("is live, and the error is resolved")).toBeVisible();
    await expect(page.getByText("Replaying")).toHaveCount(0);
    await console.go("/errors?status=resolved");
    await expect(page.getByText("oops").first()).toBeVisible();
  },
);
