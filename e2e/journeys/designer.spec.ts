import type { Page } from "@playwright/test";
import { card, drawTo } from "../designer.ts";
import { expect, alone as test } from "../fixtures.ts";

test("a flow is drawn by hand and by keys, published, and walked", async ({ signedIn: console, page }) => {
  await console.go("/flows");
  await page.getByRole("button", { name: "New flow" }).click();
  const making = page.getByRole("dialog", { name: "New flow" });
  await making.getByRole("textbox", { name: "Title" }).fill("Age check");
  await expect(making.getByRole("textbox", { name: "Name" })).toHaveValue("age-check");
  await making.getByRole("button", { name: "Make flow" }).click();
  await page.waitForURL(/\/flows\/age-check/);
  await expect(page.getByText("Never published")).toBeVisible();

  await page.getByRole("button", { name: "Add the first node" }).click();
  await addNode(page, { title: "Gate" });
  await expect(card(page, "Gate")).toBeVisible();
  // By its key, after the selected one.
  await page.keyboard.press("n");
  await addNode(page, { title: "Welcome", kind: "Block" });
  await expect(page.getByText("2 nodes")).toBeVisible();
  await expect(page.getByRole("button", { name: /problems$/ })).toBeVisible();

  // With the hand, from the handle below the card to the end.
  await page.keyboard.press("Escape");
  await drawTo(page, card(page, "Welcome"), page.locator(".react-flow__node-end"));
  await expect(page.getByRole("group", { name: "From welcome to the end" })).toBeAttached();

  // By keys: another way out, for an outcome that the script does not answer yet.
  await card(page, "Gate").click();
  await page.getByRole("region", { name: "Node Gate" }).waitFor();
  await page.keyboard.press("F2");
  await page.getByRole("dialog", { name: "Rename the node" }).waitFor();
  // The key is the dialog's alone: the summary stays, and with it what the next key is about.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Node Gate" })).toBeVisible();
  await page.keyboard.press("c");
  const edge = page.getByRole("dialog", { name: "Draw an edge" });
  await edge.getByRole("combobox", { name: "From Gate to" }).click();
  await page.getByRole("option", { name: "The end" }).click();
  await edge.getByText("Another outcome").click();
  await edge.getByRole("textbox", { name: "Outcome" }).fill("known");
  await edge.getByRole("button", { name: "Draw edge" }).click();
  await expect(page.getByText("known → the end")).toBeVisible();
  await page.getByRole("button", { name: /problems?$/ }).click();
  await expect(page.getByRole("region", { name: "Problems of Age check" })).toContainText(
    'No decision of the script takes the edge "known" from "gate"',
  );
  // What nobody takes is taken back.
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByRole("region", { name: "Problems of Age check" })).not.toContainText('"known"');
  await page.screenshot({ path: "test-results/screens/designer.png" });

  await expect(page.getByText("Draft saved")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Shift+P");
  const panel = page.getByRole("region", { name: "Publish Age check" });
  await expect(panel.getByRole("list", { name: "Changes" })).toContainText("Node Gate (gate) added");
  await panel.getByRole("textbox", { name: "Note" }).fill("The first way through");
  await panel.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByText("Live v1")).toBeVisible();

  await page.getByRole("button", { name: "Try it" }).click();
  const tryIt = page.getByRole("region", { name: "Try Age check" });
  await expect(
    tryIt.getByRole("region", { name: "Steps" }).getByRole("link", { name: "Gate" }),
  ).toBeVisible();
  await page.screenshot({ path: "test-results/screens/designer-try.png" });
});

test("a script that no flow runs becomes a node from where that is said", async ({
  signedIn: console,
  page,
}) => {
  await console.go("/scripts?new=any");
  const making = page.getByRole("dialog", { name: "New script" });
  await making.getByRole("tab", { name: "Blank, for a hook" }).click();
  await making.getByRole("combobox", { name: "Module" }).fill("login");
  await making.getByRole("textbox", { name: "Name" }).fill("country-changed");
  await making.getByRole("combobox", { name: "Hook" }).click();
  await page.getByRole("option", { name: /onExecute/ }).click();
  await making.getByRole("button", { name: "Create login/country-changed" }).click();
  await expect(console.status("In no flow")).toBeVisible();
  await page.getByRole("link", { name: "Add to Login…" }).click();
  const adding = page.getByRole("dialog", { name: "Add a node" });
  await expect(adding.getByRole("textbox", { name: "Title" })).toHaveValue("Country changed");
  await expect(adding.getByRole("combobox", { name: "Script" })).toHaveValue("country-changed");
  await adding.getByRole("button", { name: "Add node" }).click();
  await expect(page.getByRole("region", { name: "Node Country changed" })).toContainText(
    "login/country-changed",
  );
  await expect(page.getByText("7 nodes")).toBeVisible();
});

async function addNode(page: Page, { title, kind }: { title: string; kind?: string }): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Add a node" });
  await dialog.getByRole("textbox", { name: "Title" }).fill(title);
  if (kind) await dialog.getByRole("radio", { name: kind }).check();
  await dialog.getByRole("button", { name: "Add node" }).click();
  await expect(dialog).toBeHidden();
}
