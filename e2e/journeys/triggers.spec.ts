import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

test("an HTTP endpoint is made in the console, answers at its address, and its execution is found", async ({
  signedIn: console,
  page,
}) => {
  await publishedEndpoint(page, console.server.url);

  await console.go("/triggers");
  await page.getByRole("button", { name: /^HTTP/ }).click();
  const form = page.getByRole("region", { name: "New trigger" });
  await form.getByLabel("Name", { exact: true }).fill("greeting");
  await form.getByRole("combobox", { name: "Script", exact: true }).click();
  await page.getByRole("option", { name: "endpoints/greeting" }).click();
  await form.getByLabel("Path").fill("/greet/:who");

  // What was typed survives a reload.
  await page.reload();
  await expect(form.getByLabel("Path")).toHaveValue("/greet/:who");
  await form.getByRole("button", { name: "Create trigger" }).click();
  const drawer = page.getByRole("region", { name: "Trigger greeting" });
  await expect(drawer.getByText("/hooks/acme/greet/:who")).toBeVisible();

  // The test button fires it; the outside does too.
  await drawer.getByRole("tab", { name: "Test" }).click();
  await drawer.getByRole("button", { name: "Fire" }).click();
  await expect(drawer.getByRole("region", { name: "Outcome of the test" })).toContainText("Hello Maria");
  const answer = await page.request.post(`${console.server.url}/hooks/acme/greet/jonas`, {
    data: { name: "Jonas" },
  });
  expect([answer.status(), await answer.json()]).toEqual([200, { greeting: "Hello Jonas" }]);

  await drawer.getByRole("tab", { name: "Runs" }).click();
  await expect(drawer.getByRole("listitem")).toHaveCount(2);
  await drawer.getByRole("listitem").first().getByRole("link").click();
  await expect(page).toHaveURL(/executions\?.*open=/);
  await expect(page.getByText("endpoints/greeting").first()).toBeVisible();
});

/** A script from the template, published as its author would have done it. */
async function publishedEndpoint(page: Page, url: string): Promise<void> {
  const call = async (procedure: string, data: object) => {
    const answer = await page.request.post(`${url}/api/trpc/${procedure}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as {
      result: { data: { script: { id: string }; draft: { revision: number } } };
    };
  };
  const template = { module: "endpoints", name: "greeting", hook: "onRequest", template: "http-endpoint" };
  const created = await call("scripts.create", { realm: "acme", language: "typescript", ...template });
  const { script, draft } = created.result.data;
  await call("versions.publish", { scriptId: script.id, note: "Greets", revision: draft.revision });
}
