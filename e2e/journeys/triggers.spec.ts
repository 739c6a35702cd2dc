import { execFileSync } from "node:child_process";
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
  const callers = form.getByRole("combobox", { name: "Who may call" });
  await expect(callers).toHaveValue("API token");
  await callers.click();
  await page.getByRole("option", { name: "Anybody" }).click();
  await expect(callers).toHaveAccessibleDescription(/Whoever finds the address runs the script/);
  await page.screenshot({ path: "test-results/screens/who-may-call.png" });
  await form.getByRole("button", { name: "Create trigger" }).click();
  const drawer = page.getByRole("region", { name: "Trigger greeting" });
  await expect(drawer.getByText("/hooks/acme/greet/:who")).toBeVisible();

  // Sent from here it is a trial; the command beside it calls from outside.
  await drawer.getByRole("tab", { name: "Call it" }).click();
  await drawer.getByRole("button", { name: "Send" }).click();
  const outcome = drawer.getByRole("region", { name: "Outcome of the test" });
  await expect(outcome).toContainText("200 OK");
  await expect(outcome.getByLabel("Body of the answer")).toContainText("Hello Maria");
  await drawer.getByLabel("Body", { exact: true }).fill('{"name":"Jonas"}');
  await drawer.getByText("JavaScript", { exact: true }).click();
  expect(runs((await drawer.getByLabel("Command", { exact: true }).textContent()) ?? "")).toBe(
    '200 {"greeting":"Hello Jonas"}',
  );

  await drawer.getByRole("tab", { name: "Runs" }).click();
  await expect(drawer.getByRole("listitem")).toHaveCount(2);
  await expect(drawer.getByRole("listitem").filter({ hasText: "trial" })).toHaveCount(1);
  await drawer.getByRole("listitem").first().getByRole("link").click();
  await expect(page).toHaveURL(/executions\?.*open=/);
  await expect(page.getByText("endpoints/greeting").first()).toBeVisible();
});

test("the command for a signed endpoint signs as the server expects; the secret stays with whoever pastes it", async ({
  signedIn: console,
  page,
}) => {
  await publishedEndpoint(page, console.server.url, "signed");
  const made = await page.request.post(`${console.server.url}/api/trpc/triggers.create`, {
    data: {
      realm: "acme",
      kind: "http",
      name: "signed-greeting",
      script: "endpoints/signed",
      config: { method: "POST", path: "/signed", auth: "signature" },
    },
  });
  const { trigger, secret } = (
    (await made.json()) as { result: { data: { trigger: { id: string }; secret: string } } }
  ).result.data;
  await console.go(`/triggers?open=${trigger.id}&tab=test`);
  const drawer = page.getByRole("region", { name: "Trigger signed-greeting" });
  await drawer.getByText("JavaScript", { exact: true }).click();
  await drawer.getByLabel("With secret").fill(secret);
  await expect(drawer.getByLabel("Command", { exact: true })).not.toContainText(secret);
  expect(page.url()).not.toContain(secret);
  await drawer.getByLabel("With secret").fill("");
  const command = (await drawer.getByLabel("Command", { exact: true }).textContent()) ?? "";
  expect(runs(command, { SCRIPTYARD_SECRET: secret })).toMatch(/^200 .*Hello Maria/);
  expect(runs(command, { SCRIPTYARD_SECRET: "another" })).toMatch(/^401 /);
});

test("the HTTP API is read by people: found by the palette, searched, and each operation has an address", async ({
  signedIn: console,
  page,
}) => {
  await console.go("");
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("HTTP API");
  await page.getByRole("option", { name: /^HTTP API/ }).click();
  await page.getByLabel("Search the HTTP API").fill("publish");
  await page.getByRole("link", { name: "POST Publish a message" }).click();
  await expect(page).toHaveURL(/operation=publishMessage/);
  const article = page.getByRole("article", { name: "Publish a message" });
  await expect(article).toContainText("Needs a token with the scope publish");
  await expect(article.getByLabel("Command", { exact: true })).toContainText(
    `${console.server.url}/api/v1/realms/acme/messages`,
  );
  await page.reload();
  await expect(article).toBeVisible();
});

/** What a pasted command says. */
function runs(command: string, env: { [name: string]: string } = {}): string {
  return execFileSync(process.execPath, ["--input-type=module", "-e", command], {
    // Playwright asks for colours, which stand between the digits.
    env: { ...process.env, FORCE_COLOR: "0", ...env },
    encoding: "utf8",
  }).trim();
}

/** A script from the template, published as its author would have done it. */
async function publishedEndpoint(page: Page, url: string, name = "greeting"): Promise<void> {
  const call = async (procedure: string, data: object) => {
    const answer = await page.request.post(`${url}/api/trpc/${procedure}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as {
      result: { data: { script: { id: string }; draft: { revision: number } } };
    };
  };
  const template = { module: "endpoints", name, hook: "onRequest", template: "http-endpoint" };
  const created = await call("scripts.create", { realm: "acme", language: "typescript", ...template });
  const { script, draft } = created.result.data;
  await call("versions.publish", { scriptId: script.id, note: "Greets", revision: draft.revision });
}
