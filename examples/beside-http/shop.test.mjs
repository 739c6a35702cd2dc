import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "scriptyard-example-"));
const scriptyardBin = join(
  dirname(createRequire(import.meta.url).resolve("scriptyard-cli/package.json")),
  "bin/scriptyard.mjs",
);
const admin = { email: "ada@shop.example", password: "a long enough password" };

let scriptyard;
let shop;
let cookie;

/** A program of this folder, once it has said where it is. */
async function started(args, variables, says) {
  const child = spawn(process.execPath, args, {
    cwd: here,
    env: { ...process.env, INIT_CWD: here, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
        const found = says.exec(output);
        if (found) resolve(found[1]);
      });
    child.once("exit", (code) => reject(new Error(`${args[0]} ended with ${code}: ${output}`)));
  });
  return {
    url,
    output: () => output,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

beforeAll(async () => {
  scriptyard = await started(
    [scriptyardBin, "start"],
    {
      SCRIPTYARD_PORT: "0",
      SCRIPTYARD_WORKERS: "1",
      SCRIPTYARD_DATA: data,
      SCRIPTYARD_ADMIN_EMAIL: admin.email,
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
    },
    /Scriptyard is running: (http:\S+)/,
  );
  await call("session.signIn", admin);
  const { token } = await call("tokens.create", { name: "shop", scopes: ["execute"] });
  shop = await started(
    ["server.mjs"],
    { PORT: "0", SCRIPTYARD_URL: scriptyard.url, SCRIPTYARD_TOKEN: token, SCRIPTYARD_TIMEOUT_MS: "30000" },
    /Shop: (http:\S+)/,
  );
}, 120_000);

afterAll(async () => {
  await shop?.stop();
  await scriptyard?.stop();
  rmSync(data, { recursive: true, force: true });
}, 60_000);

/** A procedure of the console, as its page asks. */
async function call(name, input, method = "POST") {
  const query = method === "GET" ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
  const answer = await fetch(`${scriptyard.url}/api/trpc/${name}${query}`, {
    method,
    headers: { "content-type": "application/json", ...(cookie && { cookie }) },
    ...(method === "POST" ? { body: JSON.stringify(input) } : {}),
  });
  cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie;
  const { result, error } = await answer.json();
  if (error) throw new Error(error.message);
  return result.data;
}

async function basket(line = { sku: "A-100", quantity: 12, listPrice: 10 }) {
  const answer = await fetch(`${shop.url}/basket`, {
    method: "POST",
    body: JSON.stringify({ lines: [line] }),
  });
  return { status: answer.status, ...(await answer.json()) };
}

test("a script prices the basket; while it fails, or nobody is there, the shop sells at its list price", async () => {
  expect(await basket()).toMatchObject({ status: 200, total: 108 });
  expect(await basket({ sku: "A-100", quantity: 0, listPrice: 10 })).toMatchObject({
    status: 422,
    error: expect.stringContaining("quantity"),
  });

  const named = { realm: "shop", module: "pricing", name: "line" };
  const { item, draft } = await call("scripts.get", named, "GET");
  const source = draft.source.replace("const full =", 'throw new Error("no price today");\n  const full =');
  await call("drafts.save", { scriptId: item.id, baseRevision: draft.revision, source });
  const { revision } = (await call("scripts.get", named, "GET")).draft;
  await call("versions.publish", { scriptId: item.id, revision, note: "Broken" });
  expect(await basket()).toMatchObject({ status: 200, total: 120 });
  expect(shop.output()).toMatch(/exe_\w+: pricing\/line failed: no price today \(pricing\/line:3\)/);

  await scriptyard.stop();
  expect(await basket()).toMatchObject({ status: 200, total: 120 });
});
