import { expectAccessible } from "../accessibility.ts";
import { ConsolePage } from "../console-page.ts";
import { alone, expect, test } from "../fixtures.ts";

const script = "login/terms";

const shortText = `// short enough to be seen whole
export function onExecute(context: LoginContext): FlowResult {
  return { action: "continue" };
}
`;

test("typing gets squiggles, completion and hover from the host's declarations, and nothing of the browser", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript(script);
  await console.replaceText(
    script,
    'export function onExecute(context: LoginContext): FlowResult {\n  const x: number = context.nothing;\n  document.title;\n  return { action: "continue" };\n}\n',
  );
  await console.panel("Problems");
  const problems = page.getByRole("list", { name: "Problems" });
  await expect(problems.getByText(/nothing/).first()).toBeVisible();
  await expect(problems.getByText(/document/).first()).toBeVisible();
  await expect(console.code(script).locator(".squiggly-error").first()).toBeVisible();

  await console.replaceText(
    script,
    "export function onExecute(context: LoginContext): FlowResult {\n  context",
  );
  await page.keyboard.type(".");
  await page.keyboard.press("ControlOrMeta+Space");
  const suggestions = page.locator(".suggest-widget");
  for (const section of ["device", "flow", "realm", "request", "user"])
    await expect(suggestions.getByText(section, { exact: true }).first()).toBeVisible();
  await page.keyboard.press("Escape");
});

test("publish is refused on a type error, each error with its line, and nothing becomes live", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript(script);
  await console.replaceText(
    script,
    'export function onExecute(context: LoginContext): FlowResult {\n  return { action: "contine" };\n}\n',
  );
  await console.expectSaved();
  await expect(console.status(/invalid draft$/i)).toBeVisible();
  const sheet = await console.openPublishSheet();
  await sheet.getByLabel("Note").fill("try");
  await expect(sheet.getByRole("button", { name: "Line 2" }).first()).toBeVisible();
  await expect(sheet.getByRole("button", { name: /^Publish v2/ })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  // A preview runs all the same, and shows both: the types' finding and the contract's.
  await console.run();
  await expect(console.result.getByText(/"contine" is not allowed/).first()).toBeVisible();
});

alone(
  "a mistyped outcome: offered right, marked, told by the preview, refused by publish, fixed",
  async ({ signedIn: console, page }) => {
    const risk = "login/risk-check";
    const before =
      'export function onExecute(context: LoginContext): FlowResult {\n  return { action: "continue", outcome: ';
    const deciding = (outcome: string) => `${before}"${outcome}" };\n}\n`;
    await console.openScript(risk);

    // Inside the quotes the edges of the node are offered, with where they lead.
    await console.replaceText(risk, before);
    await page.keyboard.type('"');
    const suggestions = page.locator(".suggest-widget");
    await expect(suggestions.getByText("suspicious", { exact: true }).first()).toBeVisible();
    await expect(suggestions.getByText("→ Second factor").first()).toBeVisible();
    await page.screenshot({ path: "test-results/screens/outcome-completion.png" });
    await page.keyboard.press("Enter");
    // Whether the editor closed the quote by itself depends on how far it has read the text.
    await expect(console.code(risk).getByText('"suspicious')).toBeVisible();

    await console.replaceText(risk, deciding("suspicous"));
    await expect(console.code(risk).locator(".squiggly-error").first()).toBeVisible();
    await console.panel("Problems");
    const problems = page.getByRole("list", { name: "Problems" });
    await expect(
      problems.getByText(/"suspicous" has no edge from "risk-check".*Did you mean "suspicious"/),
    ).toBeVisible();

    // A preview runs, and says that nobody could go on by it.
    await console.run();
    await expect(console.result.getByText("no such edge in login")).toBeVisible();
    await expect(console.result.getByText('Did you mean "suspicious"?')).toBeVisible();
    await expectAccessible(page, "a preview with an unknown outcome");
    await page.screenshot({ path: "test-results/screens/unknown-outcome.png" });

    await console.expectSaved();
    const sheet = await console.openPublishSheet();
    await sheet.getByLabel("Note").fill("try");
    await expect(sheet.getByText(/"suspicous" has no edge/)).toBeVisible();
    await expect(sheet.getByRole("button", { name: /^Publish v2/ })).toBeDisabled();
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();

    await console.replaceText(risk, deciding("suspicious"));
    await console.expectSaved();
    await console.run();
    await expect(console.result.getByText("→ suspicious → Second factor")).toBeVisible();
    await console.publish(2, "login", "Everybody is suspicious");
  },
);

test("Run answers even when the sample in the address is gone", async ({ signedIn: console, page }) => {
  await console.openScript(script, "?sample=smp_01jtdemo00000000000000000z");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText("It did not run.")).toBeVisible();
});

test("an endless loop ends by its limit, and the next run is clean", async ({ signedIn: console }) => {
  await console.openScript(script);
  await console.replaceText(
    script,
    "export function onExecute(context: LoginContext): FlowResult {\n  for (;;) {}\n}\n",
  );
  await console.run();
  await expect(console.result.getByText(/time/i).first()).toBeVisible();
  await console.replaceText(
    script,
    'export function onExecute(context: LoginContext): FlowResult {\n  return { action: "reject", code: "clean" };\n}\n',
  );
  await console.run();
  await expect(console.result.getByText("clean").first()).toBeVisible();
});

test("two tabs on one draft: the second gets both texts, and nothing typed is lost", async ({
  signedIn: console,
  page,
  context,
  server,
}) => {
  await console.openScript(script);
  await console.replaceText(script, shortText);
  await console.expectSaved();
  const other = new ConsolePage(await context.newPage(), server);
  await other.openScript(script);
  await expect(other.code(script).getByText("short enough")).toBeVisible();

  // The other tab is cut off while it types, so that the first one saves in between.
  await other.page.route("**/api/trpc/*drafts.save**", (route) => route.abort());
  await other.append(script, "\n// from the second tab\n");
  await console.append(script, "\n// from the first tab\n");
  await console.expectSaved();
  await other.page.unroute("**/api/trpc/*drafts.save**");

  await other.page.getByRole("button", { name: "Decide…" }).click();
  await expect(other.page.getByRole("heading", { name: /^Another tab of yours saved first/ })).toBeVisible();
  await expect(other.page.getByText("// from the first tab").first()).toBeVisible();
  await expect(other.page.getByText("// from the second tab").first()).toBeVisible();
  await other.page.getByText("Yours", { exact: true }).first().click();
  await other.page.getByRole("button", { name: "Save this text" }).click();
  await other.expectSaved();
  await expect(console.code(script).getByText("// from the second tab")).toBeVisible();
  await other.page.close();
  await page.bringToFront();
});

alone(
  "a lost connection while typing loses nothing, not even over a reload",
  async ({ signedIn: console, page, server }) => {
    await console.openScript(script);
    await console.replaceText(script, shortText);
    await console.expectSaved();
    // All of Monaco must be here before the server goes.
    await expect(page.getByText('"request"').first()).toBeVisible();
    await server.stop();
    await console.append(script, "\n// typed while the server was gone\n");
    await expect(page.getByText("Offline, kept in this browser").first()).toBeVisible();
    await server.start();
    await console.expectSaved();

    await server.stop();
    await console.append(script, "// and once more\n");
    await expect(page.getByText("Offline, kept in this browser").first()).toBeVisible();
    page.on("dialog", (dialog) => void dialog.accept());
    await server.start();
    await page.reload();
    await expect(console.code(script).getByText("// and once more")).toBeVisible();
    await console.expectSaved();
  },
);
