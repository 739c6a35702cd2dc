import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures.ts";

const handler = (text: string) =>
  `export function onMessage(message: BusMessage): void {\n  log.info("${text}");\n}\n`;

test("a file takes a default's place, is followed, keeps its last valid text, and gives way again", async ({
  signedIn: console,
  page,
}) => {
  const { url, scripts } = console.server;
  const file = join(scripts, "wargame", "hit_simulator.ts");
  mkdirSync(join(scripts, "wargame"), { recursive: true });
  await page.goto(`${url}/r/arena/sources`);
  const row = page.getByRole("row", { name: /^wargame\/hit_simulator/ });
  await expect(row).toContainText("default");

  writeFileSync(file, handler("one"));
  await expect(row).toContainText("file wargame/hit_simulator.ts");
  await expect(page.getByText("wargame/hit_simulator was reloaded")).toBeVisible();

  // The editor says what is live, and an untouched draft follows the file.
  await page.goto(`${url}/r/arena/scripts/wargame/hit_simulator`);
  const code = console.code("wargame/hit_simulator");
  await expect(code).toContainText('log.info("one")');
  await expect(page.getByRole("link", { name: /^Live: file .*wargame\/hit_simulator\.ts/ })).toBeVisible();
  writeFileSync(file, handler("two"));
  await expect(code).toContainText('log.info("two")');

  writeFileSync(file, handler("three").replace("log.info", "log.inform"));
  await expect(page.getByText("wargame/hit_simulator.ts is not used")).toBeVisible();
  await page.getByRole("button", { name: "Show why" }).click();
  const drawer = page.getByRole("region", { name: "Source layers" });
  await expect(drawer).toContainText("not valid, previous text runs");
  await expect(drawer).toContainText("wargame/hit_simulator:2:7");
  await page.screenshot({ path: "test-results/screens/sources-broken.png" });

  rmSync(file);
  await expect(row).toContainText("default");
  await expect(row).not.toContainText("file wargame");
});
