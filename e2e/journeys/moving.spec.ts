import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expectAccessible } from "../accessibility.ts";
import { ConsolePage } from "../console-page.ts";
import { alone, expect } from "../fixtures.ts";
import { admin, TestServer } from "../server.ts";

/** Each live text is checked before the plan is shown: seconds, on a busy machine many. */
const planned = { timeout: 120_000 };
const risk = "login/risk-check";
const text = (words: string) =>
  `export function onExecute(context: LoginContext): FlowResult {\n  log.info("${words}");\n  return { action: "continue" };\n}\n`;

const run = promisify(execFile);
const main = fileURLToPath(new URL("../../apps/cli/dist/main.js", import.meta.url));
/** The command line as somebody has it beside the console. */
async function scriptyard(args: readonly string[], env: Record<string, string>): Promise<string> {
  const { stdout } = await run(process.execPath, [main, ...args], {
    env: { ...process.env, FORCE_COLOR: "0", SCRIPTYARD_ADMIN_PASSWORD: admin.password, ...env },
    timeout: 120_000,
  });
  return stdout;
}
const tokenAt = async (server: TestServer) =>
  (
    await scriptyard(
      ["token", "create", "--name", "moving", "--scope", "realms", "move", "--email", admin.email].concat([
        "--server",
        server.url,
      ]),
      {},
    )
  ).trim();

alone(
  "an admin moves a realm by a file and its plan, decides about a conflict, and promotes it to another server",
  async ({ signedIn: console, page, server }) => {
    alone.setTimeout(480_000);
    await console.go("/settings/realms?new=true");
    const form = page.getByRole("dialog", { name: "New realm" });
    await form.getByRole("textbox", { name: "Title" }).fill("Staging");
    await form.getByRole("radio", { name: "Nothing of its own" }).click();
    await form.getByRole("button", { name: "Make realm" }).click();
    await page.waitForURL(/\/r\/staging$/);

    await console.go("/settings/realms");
    const act = async (realm: string, item: string) => {
      await page.getByRole("button", { name: `Actions for ${realm}`, exact: true }).click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    await act("acme", "Export…");
    const what = page.getByRole("dialog", { name: /^Export / });
    await expectAccessible(page, "what is exported");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      what.getByRole("button", { name: /^Export / }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("acme.zip");
    const archive = await download.path();

    await act("staging", "Import…");
    const dialog = page.getByRole("dialog", { name: "Import into Staging" });
    const choose = () => dialog.locator('input[type="file"]').setInputFiles(archive);
    await choose();
    const plan = dialog.getByRole("table", { name: "Plan" });
    const node = plan.getByRole("row", { name: /scripts\/login\/risk-check/ });
    await expect(node).toBeVisible(planned);
    await expect(node.getByText("New", { exact: true })).toBeVisible();
    await node.getByRole("button", { name: "scripts/login/risk-check" }).click();
    await expect(dialog.getByText("Draft", { exact: true })).toBeVisible(planned);
    await expectAccessible(page, "the plan of an import");
    await dialog.getByRole("textbox", { name: "Note" }).fill("From the demo");
    await dialog.getByRole("button", { name: /^Write \d+ to Staging$/ }).click();
    await expect(page.getByText(/^\d+ written to Staging\./)).toBeVisible(planned);

    // What was written is there and walks; a second look finds nothing to write.
    await act("staging", "Import…");
    await choose();
    await expect(dialog.getByRole("button", { name: "Nothing to write" })).toBeVisible(planned);
    await page.keyboard.press("Escape");
    const staging = new ConsolePage(page, server, "staging");
    await staging.go("/flows");
    await expect(page.getByRole("heading", { name: "Login", exact: true })).toBeVisible();

    // Somebody publishes in staging what was never live in acme: the same file is in conflict with it, and asks.
    await staging.openScript(risk);
    await staging.replaceText(risk, text("only in staging"));
    await staging.publish(2, "login", "Only in staging");
    await console.go("/settings/realms");
    await act("staging", "Import…");
    await choose();
    await expect(node.getByText("In conflict", { exact: true })).toBeVisible(planned);
    await expect(dialog.getByRole("button", { name: "Nothing to write" })).toBeDisabled();
    await node.getByRole("checkbox").click();
    await dialog.getByRole("button", { name: "Write 1 to Staging" }).click();
    await expect(page.getByText(/^1 written to Staging\./)).toBeVisible(planned);
    await staging.openScript(risk);
    await expect(staging.status("Live v3")).toBeVisible();

    // And from this server to another one, as a release goes from staging to production.
    await using production = await TestServer.start();
    const [from, to] = [await tokenAt(server), await tokenAt(production)];
    const tokens = { SCRIPTYARD_FROM_TOKEN: from, SCRIPTYARD_TOKEN: to };
    await scriptyard(
      ["realm", "create", "staging", "--host", "identity", "--server", production.url],
      tokens,
    );
    const promote = ["promote", "--from", server.url, "--to", production.url, "--realm", "staging"];
    expect(await scriptyard([...promote, "--dry-run"], tokens)).toMatch(/new +scripts\/login\/risk-check/);
    expect(await scriptyard([...promote, "--yes"], tokens)).toMatch(/made +flows\/login/);
    expect(await scriptyard([...promote, "--yes"], tokens)).toContain("Nothing to write.");
  },
);
