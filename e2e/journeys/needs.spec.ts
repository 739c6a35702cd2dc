import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Caller, productCalls } from "../api.ts";
import { expect, alone as journey } from "../fixtures.ts";

/** What people who run a product ask for most often, from the script to who is served by it. */
const docs = readFileSync(new URL("../../docs/state.md", import.meta.url), "utf8");
const cli = fileURLToPath(new URL("../../apps/cli/dist/main.js", import.meta.url));

/** The example below a heading of docs/state.md, as it stands there. */
function example(heading: string): string {
  const [, text] = docs.split(`\n## ${heading}\n`);
  const [, code] = /```ts\n([\s\S]*?)```/.exec(text ?? "") ?? [];
  if (code === undefined) throw new Error(`docs/state.md has no example "${heading}"`);
  return code;
}

journey(
  "a lock-out: after five wrong answers the right one is too late, and an author lets the user in again",
  async ({ signedIn: console, page, server, seeded }) => {
    const caller = new Caller(server, seeded.sessionAt(server));
    await published(caller, "employees", "number", "onExecute", example("Lock out after five failures"));
    await caller.mutate("flows.create", { realm: "acme", name: "employees", title: "Employees" });
    const node = { name: "number", title: "Number", kind: "decision", failurePolicy: "reject" };
    const graph = { entry: "number", nodes: [node], edges: [{ from: "number", to: "done" }] };
    await caller.mutate("flows.saveDraft", { realm: "acme", flow: "employees", graph, baseRevision: 1 });
    const flow = { realm: "acme", flow: "employees", note: "Employees have a number", revision: 2 };
    await caller.mutate("flows.publish", flow);

    const people = await caller.query<{ context: { user: { id: string } } }[]>("flows.personas", {
      realm: "acme",
      flow: "login",
    });
    const maria = people[0]!;
    const jonas = people.find(({ context }) => context.user.id !== maria.context.user.id)!;
    const post = productCalls(server, await tokenFor(caller, { scopes: ["flows"] }));
    const answered = async (context: unknown, number: string) => {
      const { sessionId, secret } = (await post("realms/acme/flows/employees/sessions", { context })) as {
        [name: string]: string;
      };
      return post(`sessions/${sessionId}`, { secret, form: { number } });
    };
    for (let tries = 1; tries <= 5; tries++)
      expect(await answered(maria.context, String(tries))).toMatchObject({
        action: "challenge",
        block: { title: "Employee number" },
      });
    expect(await answered(maria.context, "4711")).toMatchObject({ action: "reject", code: "locked" });
    expect(await answered(jonas.context, "4711")).toMatchObject({ action: "done" });

    await console.go("/state");
    await page.getByRole("row", { name: /tries/ }).click();
    const entry = page.getByRole("region", { name: "Entry of state" });
    await expect(entry.getByRole("textbox", { name: "Value" })).toHaveValue("6");
    await entry.getByRole("button", { name: "Delete" }).click();
    await page
      .getByRole("dialog", { name: /^Delete “tries”/ })
      .getByRole("button", { name: "Delete entry" })
      .click();
    await expect(page.getByRole("row", { name: /tries/ })).toHaveCount(0);
    expect(await answered(maria.context, "4711")).toMatchObject({ action: "done" });
  },
);

journey(
  "a webhook that is delivered twice is handled once, and what was handled is seen",
  async ({ signedIn: console, page, server, seeded }) => {
    const caller = new Caller(server, seeded.sessionAt(server));
    await published(caller, "payments", "received", "onRequest", example("Handle a webhook once"));
    const { secret } = await caller.mutate<{ secret: string }>("triggers.create", {
      realm: "acme",
      kind: "http",
      name: "payments",
      script: "payments/received",
      config: { method: "POST", path: "/payments", auth: "signature" },
    });
    await console.go("/triggers");
    await page
      .getByRole("row", { name: /payments/ })
      .first()
      .click();
    const drawer = page.getByRole("region", { name: "Trigger payments" });
    await drawer.getByRole("tab", { name: "Call it" }).click();
    await drawer.getByText("JavaScript", { exact: true }).click();
    await drawer.getByLabel("Body", { exact: true }).fill('{"id":"evt_1"}');
    const command = drawer.getByLabel("Command", { exact: true });
    await expect(command).toContainText("evt_1");
    const text = (await command.textContent()) ?? "";
    const deliver = async () =>
      (await node(["--input-type=module", "-e", text], { SCRIPTYARD_SECRET: secret })).text;
    expect(await deliver()).toBe('202 {"handled":"now"}');
    // Each delivery is signed with its second, and a signature counts once.
    await page.waitForTimeout(1_100);
    expect(await deliver()).toBe('200 {"handled":"before"}');

    await drawer.getByRole("tab", { name: "Runs" }).click();
    await expect(drawer.getByRole("listitem")).toHaveCount(2);
    await console.go("/state");
    await expect(page.getByRole("row", { name: /seen:evt_1/ })).toHaveCount(1);
  },
);

journey(
  "an enrichment over HTTP: answered in the preview, allowed by the realm, called live",
  async ({ signedIn: console, page, server, seeded }) => {
    const caller = new Caller(server, seeded.sessionAt(server));
    const asked: string[] = [];
    const service = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.setHeader("content-type", "application/json").end('{"tier":"gold"}');
    });
    await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    try {
      const source = `export async function onRequest(request: HookRequest): Promise<HookResponse> {
  const { id } = request.body as { id: string };
  const answer = await fetch(\`${address}/customers/\${id}\`);
  const { tier } = (await answer.json()) as { tier: string };
  return { status: 200, body: { id, tier } };
}
`;
      await published(caller, "customers", "tier", "onRequest", source);
      await caller.mutate("triggers.create", {
        realm: "acme",
        kind: "http",
        name: "tier",
        script: "customers/tier",
        config: { method: "POST", path: "/tier", auth: "none" },
      });
      const call = async () => {
        const answer = await fetch(`${server.url}/hooks/acme/tier`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: '{"id":"c_7"}',
        });
        return [answer.status, await answer.json()];
      };
      expect((await call())[0]).toBe(500);
      await sampleOf(caller, "customers", "tier");
      expect(asked).toEqual([]);

      // The preview calls nobody: it says what has no answer, and one click begins one.
      await console.openScript("customers/tier");
      await console.run();
      await expect(console.result).toContainText("127.0.0.1");
      await console.rail("Input");
      await page.getByRole("button", { name: /^Answer GET 127\.0\.0\.1/ }).click();
      const calls = page.getByRole("textbox", { name: "Calls" });
      const begun = JSON.parse(await calls.inputValue()) as object[];
      await calls.fill(JSON.stringify([{ ...begun[0], status: 200, body: { tier: "silver" } }]));
      await console.code("customers/tier").locator(".view-lines").click();
      await console.run();
      await expect(console.result).toContainText("silver");
      expect(asked).toEqual([]);

      await console.go("/settings/security");
      const form = page.getByRole("form", { name: "New host" });
      await form.getByRole("textbox", { name: "Host" }).fill(address.slice("http://".length));
      await form.getByRole("checkbox", { name: /Internal/ }).check();
      await form.getByRole("button", { name: "Add host" }).click();
      await expect(page.getByRole("button", { name: /^Remove the host 127\.0\.0\.1/ })).toBeVisible();
      await expect.poll(call).toEqual([200, { id: "c_7", tier: "gold" }]);
      expect(asked).toEqual(["GET /customers/c_7"]);
    } finally {
      service.close();
    }
  },
);

journey(
  "push after a roll-back brings nothing back unasked, and says so on both sides",
  async ({ signedIn: console, page, server, seeded }) => {
    const folder = mkdtempSync(join(tmpdir(), "scriptyard-push-"));
    try {
      const caller = new Caller(server, seeded.sessionAt(server));
      const source = (status: number) =>
        `export function onRequest(request: HookRequest): HookResponse {\n  return { status: ${status} };\n}\n`;
      await published(caller, "pushed", "answer", "onRequest", source(200));
      const token = await tokenFor(caller, { role: "author" });
      const env = { SCRIPTYARD_URL: server.url, SCRIPTYARD_TOKEN: token, SCRIPTYARD_FOLDER: folder };
      const tried = (...args: string[]) => node([cli, ...args, "--realm", "acme"], env);
      const run = async (...args: string[]) => {
        const { code, text } = await tried(...args);
        expect(code, text).toBe(0);
        return text;
      };
      expect(await run("pull")).toContain("pushed/answer");
      const file = join(folder, "pushed/answer.ts");
      writeFileSync(file, source(201));
      expect(await run("push", "pushed", "--publish", "--note", "Says that it made one", "--yes")).toContain(
        "v2",
      );

      await console.openScript("pushed/answer");
      await console.rail("Versions");
      await page.getByRole("button", { name: "Actions of v1" }).click();
      await page.getByRole("menuitem", { name: "Roll back to v1…" }).click();
      const dialog = page.getByRole("dialog", { name: /Roll back/ });
      await dialog.getByLabel("Reason").fill("It made none");
      await dialog.getByRole("button", { name: "Roll back to v1" }).click();
      await expect(console.status("Live v1")).toBeVisible();

      expect(await run("status")).toMatch(/pushed\/answer.*rolled back/);
      // The draft went back with it: what was written here is older than what is there.
      const older = await run("push", "pushed", "--publish", "--note", "Again", "--yes");
      expect(older).toContain("changed-there");
      await run("pull");
      writeFileSync(file, source(202));
      const unasked = await tried("push", "pushed", "--publish", "--note", "Again", "--yes");
      expect(unasked.text).toMatch(/rolled back/);
      await expect(console.status("Live v1")).toBeVisible();
      const over = await run(
        "push",
        "pushed",
        "--publish",
        "--note",
        "It does now",
        "--yes",
        "--over-rollback",
      );
      expect(over).toContain("v3");
      await expect(console.status("Live v3")).toBeVisible();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

/** A script as its author would have made it. */
async function published(caller: Caller, module: string, name: string, hook: string, source: string) {
  const made = await caller.mutate<{ script: { id: string }; draft: { revision: number } }>(
    "scripts.create",
    { realm: "acme", module, name, hook, language: "typescript", source },
  );
  const { script, draft } = made;
  await caller.mutate("versions.publish", { scriptId: script.id, note: "First", revision: draft.revision });
}

/** What its last run was given, kept as a sample. */
async function sampleOf(caller: Caller, module: string, name: string): Promise<void> {
  const script = { realm: "acme", module, name };
  const { item } = await caller.query<{ item: { id: string } }>("scripts.get", script);
  const { items } = await caller.query<{ items: { id: string }[] }>("executions.list", {
    realm: "acme",
    filter: { scriptId: item.id },
  });
  const { args } = await caller.query<{ args: unknown[] }>("executions.get", { id: items[0]!.id });
  await caller.mutate("samples.save", { scriptId: item.id, name: "A customer", args });
}

async function tokenFor(caller: Caller, may: { role: string } | { scopes: string[] }): Promise<string> {
  const realm = "role" in may ? null : "acme";
  const asked = { name: "journey", realm, expiresInDays: 1, ...may };
  return (await caller.mutate<{ token: string }>("tokens.create", asked)).token;
}

/** What a program of Node says, and how it ended. */
function node(
  args: string[],
  env: { [name: string]: string },
): Promise<{ code: string | number | null; text: string }> {
  return new Promise((resolve) => {
    // Playwright asks for colours, which would stand between the words.
    const options = { env: { ...process.env, FORCE_COLOR: "0", ...env } };
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : (error.code ?? null), text: `${stdout}${stderr}`.trim() }),
    );
  });
}
