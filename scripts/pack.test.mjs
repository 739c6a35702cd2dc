// `npm run test:pack`: what others install is installed, from its tarballs, by npm, into an empty folder; and does the main job
// there, to the promotion to a second server. Not a part of `npm test`: it asks a registry. SQLite is the one that was built for
// this clone, where that is the same version; `npm run test:pack -- --whole` lets npm run the install scripts of others, which
// compiles it (minutes) where nobody offers it for this Node.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
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
  const whole = process.argv.includes("--whole");
  const npm = (...args) => execFileSync("npm", args, { cwd: folder, env, stdio: "inherit" });
  npm("install", "--prefer-offline", "--no-audit", "--no-fund", ...(whole ? [] : ["--ignore-scripts"]));
  if (!whole && !useBuiltSqlite()) npm("rebuild", "better-sqlite3");
});

/** Puts the SQLite that was compiled for this clone beside what npm installed; false where that is another version. */
function useBuiltSqlite() {
  const from = createRequire(new URL("../packages/store/package.json", import.meta.url));
  const built = dirname(from.resolve("better-sqlite3/package.json"));
  const installed = join(folder, "node_modules", "better-sqlite3");
  const versionIn = (at) => JSON.parse(readFileSync(join(at, "package.json"), "utf8")).version;
  if (versionIn(built) !== versionIn(installed) || !existsSync(join(built, "build/Release"))) return false;
  cpSync(join(built, "build/Release"), join(installed, "build/Release"), { recursive: true });
  return true;
}
after(() => rmSync(folder, { recursive: true, force: true }));

test("each has types, a licence, a text to read, and nothing of the workspace", () => {
  for (const name of Object.keys(tarballs)) {
    const at = join(folder, "node_modules", name);
    for (const file of ["README.md", "LICENSE", "licences.txt"])
      assert.ok(existsSync(join(at, file)), `${name} ${file}`);
    // What others wrote and the sandbox's guests run is inside wherever the sandbox is.
    const withSandbox = readdirSync(at, { recursive: true, encoding: "utf8" }).some((path) =>
      path.endsWith("url-pattern-library.guest.js"),
    );
    const licences = readFileSync(join(at, "licences.txt"), "utf8");
    assert.equal(licences.includes("# urlpattern-polyfill"), withSandbox, name);
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

test("init, start, and the main job: called by the client, seen failing, replayed, mended, promoted", async () => {
  const admin = { email: "ada@shop.example", password: "a long enough password" };
  const bin = join(folder, "node_modules", ".bin", "scriptyard");
  execFileSync(bin, ["init", "shop", "--yes"], { cwd: folder, env, stdio: "inherit" });
  const home = join(folder, "shop");
  execFileSync(bin, ["host", "check"], { cwd: home, env, stdio: "inherit" });
  const staging = await start(bin, home, admin);
  // Beside the folder that `init` made, where somebody may well stay.
  const production = await start(bin, folder, { ...admin, data: "production" }).catch(async (error) => {
    await staging.stop();
    throw error;
  });
  let codes;
  try {
    const page = await (await fetch(`${staging.url}/`)).text();
    const script = await fetch(staging.url + / src="(\/assets\/[^"]+)"/.exec(page)[1]);
    assert.equal(script.status, 200);
    await mainJob(staging.url, production.url, admin, bin);
  } finally {
    codes = await Promise.all([staging.stop(), production.stop()]);
  }
  assert.deepEqual(codes, [0, 0]);
});

/** A server of its own port and data. */
async function start(bin, cwd, { email, password, data = "data" }) {
  const settings = {
    SCRIPTYARD_PORT: "0",
    SCRIPTYARD_DATA: join(cwd, data),
    SCRIPTYARD_ADMIN_EMAIL: email,
    SCRIPTYARD_ADMIN_PASSWORD: password,
  };
  const server = spawn(bin, ["start"], {
    cwd,
    env: { ...env, ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((resolve, reject) => {
    let output = "";
    server.stdout.on("data", (chunk) => {
      output += chunk;
      const found = /Scriptyard is running: (\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
    server.once("exit", (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      server.once("exit", resolve);
      server.kill("SIGTERM");
    });
  return { url, stop };
}

/** What the console asks; signed in. */
async function signedIn(url, admin) {
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
  return call;
}

async function mainJob(url, production, admin, bin) {
  const call = await signedIn(url, admin);
  const tokenOf = async (ask, scopes) => (await ask("tokens.create", { name: "product", scopes })).token;
  const { createClient } = await import(
    pathToFileURL(join(folder, "node_modules/@scriptyard/client/dist/index.js")).href
  );
  const line = { sku: "A-100", quantity: 12, listPrice: 10, currency: "EUR" };
  const productOf = async (at, ask) => {
    const shop = createClient({ url: at, token: await tokenOf(ask, ["execute"]) }).realm("shop");
    return () => shop.execute("pricing/discount", [line]);
  };
  const named = { realm: "shop", module: "pricing", name: "discount" };
  const publish = async (change, note) => {
    const { item, draft } = await call("scripts.get", named, "GET");
    const source = change(draft.source);
    assert.notEqual(source, draft.source);
    await call("drafts.save", { scriptId: item.id, baseRevision: draft.revision, source });
    const tried = await call("scripts.preview", { scriptId: item.id, args: [line] });
    const { revision } = (await call("scripts.get", named, "GET")).draft;
    await call("versions.publish", { scriptId: item.id, revision, note });
    return tried;
  };
  const price = await productOf(url, call);
  assert.equal((await price()).result.price, 96);
  const tried = await publish((source) => source.replace("? 20 : 10", "? 50 : 10"), "Half off");
  assert.equal(tried.result.price, 60);
  assert.equal((await price()).result.price, 60);
  const broken = 'throw new Error("no");\n  const percent =';
  await publish((source) => source.replace("const percent =", broken), "Broken");
  const failed = await price();
  assert.deepEqual([failed.status, failed.error.message], ["error", "no"]);
  const { executionId } = failed;
  const replayed = await call("executions.replay", { executionId });
  assert.equal(replayed.execution.error.message, "no");
  await publish((source) => source.replace(broken, "const percent ="), "Mended");
  const mended = await call("executions.replay", { executionId, on: "live" });
  assert.equal(mended.execution.result.price, 60);

  const there = await signedIn(production, admin);
  const sold = await productOf(production, there);
  assert.equal((await sold()).result.price, 96);
  const tokens = {
    SCRIPTYARD_FROM_TOKEN: await tokenOf(call, ["move"]),
    SCRIPTYARD_TOKEN: await tokenOf(there, ["move"]),
  };
  const promote = ["promote", "--from", url, "--to", production, "--realm", "shop", "--yes"];
  execFileSync(bin, promote, { cwd: folder, env: { ...env, ...tokens }, stdio: "inherit" });
  assert.equal((await sold()).result.price, 60);
}
