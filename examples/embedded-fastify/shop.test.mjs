import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const data = mkdtempSync(join(tmpdir(), "scriptyard-example-"));
let shop;
let origin;

beforeAll(async () => {
  shop = spawn(process.execPath, [fileURLToPath(new URL("server.mjs", import.meta.url))], {
    env: { ...process.env, PORT: "0", SHOP_DATA: data },
    stdio: ["ignore", "pipe", "inherit"],
  });
  origin = await new Promise((resolve, reject) => {
    let output = "";
    shop.stdout.on("data", (chunk) => {
      output += chunk;
      const found = /Shop: (\S+)/.exec(output);
      if (found) resolve(found[1]);
    });
    shop.once("exit", (code) => reject(new Error(`the shop ended with ${code}: ${output}`)));
  });
}, 120_000);

afterAll(async () => {
  const ended = new Promise((resolve) => shop.once("exit", resolve));
  shop.kill("SIGTERM");
  expect(await ended).toBe(0);
  rmSync(data, { recursive: true });
}, 60_000);

const basket = async () => {
  const answer = await fetch(`${origin}/basket`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ lines: [{ sku: "A-100", quantity: 12, listPrice: 10 }] }),
  });
  return [answer.status, await answer.json()];
};

/** A procedure of the console, as its page asks. */
async function call(cookie, name, input, method = "POST") {
  const query = method === "GET" ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
  const answer = await fetch(`${origin}/admin/scripts/api/trpc/${name}${query}`, {
    method,
    headers: { cookie, origin, "content-type": "application/json" },
    ...(method === "POST" ? { body: JSON.stringify(input) } : {}),
  });
  const { result, error } = await answer.json();
  if (error) throw new Error(error.message);
  return result.data;
}

async function signedIn(id) {
  const answer = await fetch(`${origin}/login/${id}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "",
    redirect: "manual",
  });
  expect(answer.headers.get("location")).toBe("/admin/scripts/");
  return answer.headers.get("set-cookie").split(";")[0];
}

test("a basket is priced by the script that the shop comes with", async () => {
  expect(await basket()).toEqual([
    200,
    {
      lines: [
        { sku: "A-100", quantity: 12, listPrice: 10, price: 108, reason: "10 % off from 10 pieces on" },
      ],
      total: 108,
    },
  ]);
});

test("the console knows the shop's staff, and what they publish prices the next basket", async () => {
  expect(await call("", "session.me", null, "GET")).toBeNull();
  const bob = await signedIn("bob");
  expect(await call(bob, "session.me", null, "GET")).toMatchObject({ name: "Bob", role: "operator" });
  const ada = await signedIn("ada");
  const page = await fetch(`${origin}/admin/scripts/r/shop/scripts`, { headers: { cookie: ada } });
  expect(await page.text()).toContain('content="/admin/scripts"');

  const named = { realm: "shop", module: "pricing", name: "line" };
  const script = await call(ada, "scripts.get", named, "GET");
  const source = script.draft.source.replace("full * 90", "full * 80");
  expect(source).not.toBe(script.draft.source);
  const saved = { scriptId: script.item.id, baseRevision: script.draft.revision, source };
  await expect(call(bob, "drafts.save", saved)).rejects.toThrow(/role author/);
  await call(ada, "drafts.save", saved);
  const { revision } = (await call(ada, "scripts.get", named, "GET")).draft;
  await call(ada, "versions.publish", { scriptId: script.item.id, revision, note: "Twenty per cent" });
  expect((await basket())[1]).toMatchObject({ total: 96 });
});
