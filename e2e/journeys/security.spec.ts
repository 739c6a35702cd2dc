import { expectAccessible } from "../accessibility.ts";
import { alone, expect } from "../fixtures.ts";

const script = "login/terms";

alone(
  "an admin tightens a level; the script is stopped by it, and the security events say so",
  async ({ signedIn: console, page }) => {
    await console.go("/settings/security");
    await page.getByRole("button", { name: "Change level production" }).click();
    const form = page.getByRole("dialog", { name: "Level production" });
    await form.getByRole("checkbox", { name: "flow.write" }).uncheck();
    await expectAccessible(page, "the level's form");
    await form.getByRole("button", { name: "Save level" }).click();
    await expect(page.getByText("changed here")).toBeVisible();

    await console.openScript(script, "?tab=settings");
    await console.replaceText(
      script,
      'export function onExecute(context: LoginContext): FlowResult {\n  flow.set("risk", 1);\n  return { action: "continue" };\n}\n',
    );
    await console.run();
    await expect(
      console.result
        .getByText(/flow\.set needs the capability "flow\.write", which the security level "production"/)
        .first(),
    ).toBeVisible();

    await console.go("/settings/security");
    const events = page.getByRole("table", { name: "Security events" });
    await expect(events.getByText(/flow\.set needs the capability/)).toBeVisible();
    await expect(events.getByText("Policy changed")).toBeVisible();
  },
);
