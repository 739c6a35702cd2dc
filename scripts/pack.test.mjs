// `npm run test:pack`: what others install is installed, from its tarballs, by npm, into an empty folder; and does the main job
// there. Not a part of `npm test`: it asks a registry, and may compile SQLite.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { nodeHeaders } from "./lib/node-headers.mjs";
import { pack } from "./pack.mjs";

const folder = mkdtempSync(join(tmpdir(), "scriptyard-packed-"));
// Whatever asks for a newer Node than ours do is an error, as it is for people who are strict about it.
const env = { ...process.env, ...nodeHeaders(), INIT_CWD: "", npm_config_engine_strict: "true" };
let tarballs;

before(() => {
  tarballs = pack(join(folder, "tarballs"));
  const own = Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]);
  const manifest = { private: true, type: "module", dependencies: Object.fromEntries(own) };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  execFileSync("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, env, stdio: "inherit" });
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("each has types, a licence, a text to read, and nothing of the workspace", () => {
  for (const name of Object.keys(tarballs)) {
    const at = join(folder, "node_modules", name);
    for (const file of ["README.md", "LICENSE", "licences.txt"])
      assert.ok(existsSync(join(at, file)), `${name} ${file}`);
    for (const path of readdirSync(at, { recursive: true, encoding: "utf8" })) {
      if (!path.endsWith("package.json")) continue;
      const text = readFileSync(join(at, path), "utf8");
      if (path === "package.json" || path.includes("@scriptyard")) {
        assert.ok(!text.includes("workspace:"), `${name}/${path}`);
        assert.equal(JSON.parse(text).scripts, undefined, `${name}/${path}`);
      }
    }
    const { exports = {}, license } = JSON.parse(readFileSync(join(at, "package.json"), "utf8"));
    assert.equal(license, "MIT");
    for (const { types, default: code } of Object.values(exports)) {
      assert.ok(existsSync(join(at, types)), `${name} ${types}`);
      assert.ok(existsSync(join(at, code)), `${name} ${code}`);
    }
  }
});

test("libraries load, and do what they are for", () => {
  const program = `
    import { createClient } from "@scriptyard/client";
    import { createScriptyard } from "@scriptyard/embed";
    import { defineHost } from "@scriptyard/host-kit";
    import { createSandbox } from "@scriptyard/sandbox";
    createClient({ url: "http://localhost", token: "sy_x" });
    const sandbox = await createSandbox({ workers: 1 });
    const yard = await createScriptyard({
      hosts: ["identity"], realms: [{ name: "acme", host: "identity" }], dataDir: "embedded", workers: 1,
    });
    const walk = await yard.realm("acme").startFlow("login");
    console.log(typeof defineHost, typeof sandbox.execute, walk.answer.action);
    process.exit(0);`;
  writeFileSync(join(folder, "libraries.mjs"), program);
  const said = execFileSync(process.execPath, ["libraries.mjs"], { cwd: folder, env, encoding: "utf8" });
  assert.equal(said.trim().split("\n").at(-1), "function function challenge");
});

test("init, start, and the main job over HTTP", async () => {
  const bin = join(folder, "node_modules", ".bin", "scriptyard");
  execFileSync(bin, ["init", "shop", "--yes"], { cwd: folder, env, stdio: "inherit" });
  const home = join(folder, "shop");
  execFileSync(bin, ["host", "check"], { cwd: home, env, stdio: "inherit" });
  const admin = { email: "ada@shop.example", password: "a long enough password" };
  const server = spawn(bin, ["start"], {
    cwd: home,
    env: {
      ...env,
      SCRIPTYARD_PORT: "0",
      SCRIPTYARD_ADMIN_EMAIL: admin.email,
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await new Promise((resolve, reject) => {
      let output = "";
      server.stdout.on("data", (chunk) => {
        output += chunk;
        const found = /Scriptyard is running: (\S+)/.exec(output)?.[1];
        if (found) resolve(found);
      });
      server.once("exit", (code) => reject(new Error(`ended with ${code}: ${output}`)));
    });
    const page = await (await fetch(`${url}/`)).text();
    const script = await fetch(url + / src="(\/assets\/[^"]+)"/.exec(page)[1]);
    assert.equal(script.status, 200);
    await mainJob(url, admin);
  } finally {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    assert.equal(await ended, 0);
  }
});

/** A script is changed, published, called, seen failing, replayed. */
async function mainJob(url, admin) {
  let cookie = "";
  const call = async (name, input, method = "POST") => {
    const query = method === "GET" ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
    const answer = await fetch(`${url}/api/trpc/${name}${query}`, {
      method,
      headers: { "content-type": "application/json", cookie },
      ...(method === "POST" ? { body: JSON.stringify(input) } : {}),
    });
    cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    const { result, error } = await answer.json();
    assert.equal(error, undefined, `${name}: ${error?.message}`);
    return result.data;
  };
  await call("session.signIn", admin);
  const { token } = await call("tokens.create", { name: "product", scopes: ["execute"] });
  const price = async () => {
    const answer = await fetch(`${url}/api/v1/realms/shop/scripts/pricing/discount/execute`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ args: [{ sku: "A-100", quantity: 12, listPrice: 10, currency: "EUR" }] }),
    });
    return answer.json();
  };
  const named = { realm: "shop", module: "pricing", name: "discount" };
  const publish = async (change, note) => {
    const { item, draft } = await call("scripts.get", named, "GET");
    const source = change(draft.source);
    assert.notEqual(source, draft.source);
    await call("drafts.save", { scriptId: item.id, baseRevision: draft.revision, source });
    const { revision } = (await call("scripts.get", named, "GET")).draft;
    await call("versions.publish", { scriptId: item.id, revision, note });
  };
  assert.equal((await price()).result.price, 96);
  await publish((source) => source.replace("? 20 : 10", "? 50 : 10"), "Half off");
  assert.equal((await price()).result.price, 60);
  await publish(
    (source) => source.replace("const full =", 'throw new Error("no");\n  const full ='),
    "Broken",
  );
  const failed = await price();
  assert.deepEqual([failed.status, failed.error.message], ["error", "no"]);
  const replayed = await call("executions.replay", { executionId: failed.executionId });
  assert.equal(replayed.execution.error.message, "no");
}
