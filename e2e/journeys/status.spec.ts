import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { alone, expect, test } from "../fixtures.ts";

const refusing = `export function onRequest(request: HookRequest): HookResponse {
  throw new Error("no more battles " + request.method);
}
`;

// It counts runs from the first one on: whoever shares its server may have called the endpoint before.
alone(
  "the status table counts runs and failures as they happen, sorts, and leads to what failed",
  async ({ signedIn: console, page }) => {
    const { url, scripts } = console.server;
    const battle = () =>
      page.request.post(`${url}/hooks/arena/battle`, {
        data: { battle: "b-1", attacker: "red-1", target: "blue-1", weapon: "rifle" },
      });
    await giveTime(page, url);
    await page.goto(`${url}/r/arena/sources`);
    const row = page.getByRole("row", { name: /^wargame\/battle_endpoint: runs/ });
    await expect(row).toHaveAccessibleName("wargame/battle_endpoint: runs default, no run");
    await expect(row).toContainText("not yet");
    await expect(row).toContainText("TypeScript · onRequest");

    await battle();
    await expect(row).toHaveAccessibleName(/runs default, 1 run, 100.% went well$/);
    await expect(row).not.toContainText("not yet");

    // The file takes the default's place, and fails: the figures of the script go on.
    mkdirSync(join(scripts, "wargame"), { recursive: true });
    writeFileSync(join(scripts, "wargame", "battle_endpoint.ts"), refusing);
    await expect(row).toContainText("file wargame/battle_endpoint.ts");
    expect((await battle()).status()).toBe(500);
    await expect(row).toHaveAccessibleName(/2 runs, 50.% went well$/);
    await expect(row).toContainText("no more battles POST");

    // By keyboard: what fails most on top, then the other way round; the address says so.
    const success = page.getByRole("columnheader", { name: "Success" });
    await success.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await expect(success).toHaveAttribute("aria-sort", "ascending");
    const body = page.getByRole("row", { name: /: runs / });
    await expect(body.first()).toHaveAccessibleName(/^wargame\/battle_endpoint/);
    await expect(page).toHaveURL(/sort=success/);
    await page.keyboard.press("Enter");
    await expect(success).toHaveAttribute("aria-sort", "descending");
    await expect(page).toHaveURL(/turned=true/);

    await page.getByText("1h", { exact: true }).click();
    await expect(page).toHaveURL(/range=1h/);
    await page.reload();
    await expect(row).toHaveAccessibleName(/2 runs, 50.% went well$/);

    // The row opens its layers with the same figures; from there to the failure itself.
    await row.focus();
    await page.keyboard.press("Enter");
    const figures = page.getByRole("region", { name: "Figures" });
    await expect(figures).toContainText("2, 1 failed: 50");
    await figures.getByRole("link", { name: "no more battles POST" }).click();
    await expect(page).toHaveURL(/executions\?.*open=exe_/);
    await expect(page.getByRole("region", { name: "Execution", exact: true })).toContainText(
      "battle_endpoint",
    );
    const execution = page.getByRole("row", { name: /battle_endpoint, file [0-9a-f]{8}, http/ });
    await expect(execution).toBeVisible();
  },
);

/** A busy machine costs processor time, too (shared caches): the endpoint gets more than its module's 50 ms. */
async function giveTime(page: Page, url: string): Promise<void> {
  const input = encodeURIComponent(
    JSON.stringify({ realm: "arena", module: "wargame", name: "battle_endpoint" }),
  );
  const found = await page.request.get(`${url}/api/trpc/registry.script?input=${input}`);
  const { result } = (await found.json()) as { result: { data: { scriptId: string } } };
  const data = { scriptId: result.data.scriptId, limits: { timeoutMs: 1_000 } };
  const set = await page.request.post(`${url}/api/trpc/scripts.updateSettings`, { data });
  expect(set.ok(), await set.text()).toBe(true);
}

test("a trigger is made for a script that only a file has; the form says what runs", async ({
  signedIn: console,
  page,
}) => {
  const { url, scripts } = console.server;
  mkdirSync(join(scripts, "wargame"), { recursive: true });
  writeFileSync(
    join(scripts, "wargame", "scout.ts"),
    'export function onMessage(message: BusMessage): void {\n  publish("scouts.seen", { heard: message.topic });\n}\n',
  );
  await page.goto(`${url}/r/arena/triggers?new=bus`);
  const form = page.getByRole("region", { name: "New trigger" });
  await form.getByLabel("Name", { exact: true }).fill("scouting");
  await form.getByRole("combobox", { name: "Script", exact: true }).click();
  await expect(page.getByRole("option", { name: "wargame/damage_calculator · default" })).toBeVisible();
  await expect(page.getByRole("option", { name: /never published/ })).toHaveCount(0);
  await page.getByRole("option", { name: "wargame/scout · file" }).click();
  await form.getByLabel("Topic", { exact: true }).fill("scouts.*");
  await form.getByRole("button", { name: "Create trigger" }).click();
  const drawer = page.getByRole("region", { name: "Trigger scouting" });
  await drawer.getByRole("tab", { name: "Test" }).click();
  await drawer.getByRole("button", { name: "Fire" }).click();
  await expect(drawer.getByRole("region", { name: "Outcome of the test" })).toContainText("scouts.seen");
});
