import { expectAccessible } from "../accessibility.ts";
import { alone, expect } from "../fixtures.ts";

const script = "login/risk-check";

const text = (extra: string) => `import { isNewCountry, riskScore, riskSignals } from "shared/risk";

export function onExecute(context: LoginContext): FlowResult {
  const signals = riskSignals(context);
  const score = riskScore(signals);
  flow.set("riskScore", score);
  flow.set("newCountry", isNewCountry(context));
  log.info("score", { score });
${extra}
  return { action: "continue" };
}
`;

alone(
  "the main job: edit, preview, publish, try, break, find, replay, fix, publish, roll back",
  async ({ signedIn: console, page }) => {
    // From the flow's graph to the script of a node, by keyboard.
    await console.go("/flows/login");
    const node = page.getByRole("group", { name: /^Risk check/ });
    await node.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/scripts\/login\/risk-check/);
    await console.code(script).locator(".view-line").first().waitFor({ timeout: 90_000 });
    await expect(console.status("Live v1")).toBeVisible();

    // Edit; the draft saves itself and says that it is not live.
    await console.replaceText(script, text(""));
    await console.expectSaved();
    await expect(console.status(/Live v1, \d+ changes/)).toBeVisible();

    // Preview with the chosen sample.
    await console.run();
    await expect(console.result.getByText("continue").first()).toBeVisible();
    await expect(console.result.getByText("riskScore").first()).toBeVisible();
    await console.panel("Console");
    await expect(page.getByRole("list", { name: "Log lines" }).getByText("score").first()).toBeVisible();

    await console.publish(2, "login", "Simpler scoring");

    // As an end user, in the live flow.
    await console.go("/flows/login");
    const tryIt = page.getByRole("region", { name: "Try Login" });
    await page.getByRole("button", { name: "Try it" }).click();
    await tryIt.getByText("Live", { exact: true }).click();
    const steps = tryIt.getByRole("region", { name: "Steps" });
    await expect(steps.getByText("Risk check")).toBeVisible();
    await expect(tryIt.frameLocator("iframe").getByRole("heading").first()).toBeVisible();
    await expectAccessible(page, "try it");
    await page.screenshot({ path: "test-results/screens/try-it.png" });

    // Break it, publish the broken one, and see what the end user sees.
    await console.openScript(script);
    await console.replaceText(script, text('  if (score >= 0) throw new Error("nobody checked the score");'));
    await console.publish(3, "login", "Refuse more");
    await page.goto(`${console.server.url}/f/acme/login`);
    const number = page.locator("code", { hasText: /^req_[0-9a-z]+$/ });
    await expect(number).toBeVisible();
    await expect(page.getByText("nobody checked the score")).toHaveCount(0);
    const request = (await number.textContent()) ?? "";

    // The number that the end user was told finds the run, in the palette and in the list of executions.
    await console.go("/executions");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("combobox", { name: /^Find a page/ }).fill(`Request ${request}, he said`);
    await page.getByRole("option", { name: /^login\/risk-check v3/ }).click();
    await page.waitForURL(/executions\?open=exe_/);
    await expect(page.getByRole("region", { name: "Execution" }).getByText(request)).toBeVisible();
    await console.go("/executions");
    await page.getByRole("textbox", { name: /paste an id/ }).fill(request);
    await expect(page.getByText("Request", { exact: true })).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "login/risk-check" })).toHaveCount(1);

    // The error log has it, grouped, with the line of version 3 marked.
    await console.go("/errors");
    await page.getByText("nobody checked the score").first().click();
    const drawer = page.getByRole("region", { name: "Error group" });
    await expect(drawer.getByText("login/risk-check").first()).toBeVisible();
    await expect(drawer.getByText("throw new Error").first()).toBeVisible();

    await expectAccessible(page, "an error group");
    await page.screenshot({ path: "test-results/screens/error-group.png" });

    // Replay: same input, same seed, same clock, same failure.
    await drawer
      .getByRole("link", { name: /Replay/ })
      .or(drawer.getByRole("button", { name: /Replay/ }))
      .first()
      .click();
    await page.waitForURL(/execution=exe_/);
    await expect(page.getByText("Same outcome as recorded")).toBeVisible();
    await expect(console.result.getByText("nobody checked the score").first()).toBeVisible();
    await expectAccessible(page, "a replay");
    await page.screenshot({ path: "test-results/screens/replay.png" });

    // Fix, run, publish.
    await console.openScript(script);
    await console.replaceText(
      script,
      text('  if (score >= 1_000) return { action: "reject", code: "too-risky" };'),
    );
    await console.expectSaved();
    await console.run();
    await expect(console.result.getByText("continue").first()).toBeVisible();
    await console.publish(4, "login", "Refuse only what is certain");

    // Roll back, as a new event with its reason.
    await console.rail("Versions");
    await page.getByRole("button", { name: "Actions of v2" }).click();
    await page.getByRole("menuitem", { name: "Roll back to v2…" }).click();
    const dialog = page.getByRole("dialog", { name: /Roll back/ });
    await dialog.getByLabel("Reason").fill("v4 needs another look");
    await dialog.getByRole("button", { name: "Roll back to v2" }).click();
    await expect(console.status(/Live v2/)).toBeVisible();

    // The same flow answers over the HTTP API, on version 2.
    await console.go("/settings/tokens");
    await page.getByRole("button", { name: "Create token" }).click();
    const made = page.getByRole("dialog", { name: /new API token/i });
    await made.getByLabel("Name").fill("login gateway");
    await made.getByRole("button", { name: "Create token" }).click();
    await expect(made.getByText("Choose what it is for, or let it act in your name.")).toBeVisible();
    await made.getByLabel(/^flows:/).check();
    await made.getByRole("button", { name: "Create token" }).click();
    const token = await made.getByText(/^sy_/).first().textContent();
    const answer = await page.request.post(`${console.server.url}/api/v1/realms/acme/flows/login/sessions`, {
      headers: { authorization: `Bearer ${token}` },
      data: {},
    });
    expect(answer.status()).toBe(201);
    expect(await answer.json()).toMatchObject({
      action: expect.stringMatching(/challenge|done/),
      secret: expect.any(String),
    });
  },
);
