// Long: one product from its making to its calls, step by step.
import { once } from "node:events";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Json } from "@scriptyard/model";
import { describe, expect, test } from "vitest";
import { asAdmin } from "../server/as-admin.ts";
import type { Client } from "../server/client.ts";
import { cli } from "../testing/cli.ts";
import { ownFolder, startThere } from "../testing/own-product.ts";
import { admin } from "../testing/server.ts";
import { createToken } from "../token/create-token.ts";

const asPerson = <T>(url: string, work: (client: Client) => Promise<T>) =>
  asAdmin({ server: url, ...admin }, work);

type Answer = { [name: string]: Json };
type Call = { address: string; body: string };

/** As the product calls a script. */
const execute = (url: string, script: string, args: Json[]): Promise<Answer> =>
  post(`${url}/api/v1/realms/shop/scripts/${script}/execute`, JSON.stringify({ args }), "execute");

async function post(address: string, body: string, scope: "execute" | "flows"): Promise<Answer> {
  const { token } = await createToken({
    server: new URL(address).origin,
    ...admin,
    name: "product",
    realm: "shop",
    scope: [scope],
    expiresDays: 1,
  });
  const answer = await fetch(address, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body,
  });
  return (await answer.json()) as Answer;
}

/** The calls that a text shows: where to, and with what. */
function callsIn(file: string, server: string): Call[] {
  const text = readFileSync(new URL(`../../../../${file}`, import.meta.url), "utf8");
  return [...text.matchAll(/curl http:\/\/127\.0\.0\.1:4400(\S+)[^`]*?-d '([^']+)'/g)].map(
    ([, path = "", body = ""]) => ({ address: `${server}${path}`, body }),
  );
}

/** What an author does first: opens a script and tries it with one of its samples. */
async function previewed(url: string, module: string, name: string, sampleName: string) {
  return asPerson(url, async (client) => {
    const { item } = await client.scripts.get.query({ realm: "shop", module, name });
    const samples = await client.samples.list.query({ scriptId: item.id });
    const sample = samples.find((one) => one.name === sampleName)!;
    const { args } = await client.samples.get.query({ id: sample.id });
    return client.scripts.preview.mutate({ scriptId: item.id, args });
  });
}

describe("a product of one's own", { timeout: 180_000 }, () => {
  test("init makes it, start serves it: the script is live, typed, tried with its sample and called", async () => {
    using folder = ownFolder();
    const made = await folder.cli("init", "--name", "shop", "--yes");
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(made.stdout).toContain("made hosts/shop/scripts/pricing/discount.ts");

    const again = await folder.cli("init", "--name", "shop", "--yes");
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/nothing was made: .*hosts\/shop\/host\.ts.*scriptyard\.config\.ts/);

    const checked = await folder.cli("host", "check");
    expect(checked.stdout).toBe("shop 1: 3 examples, 4 samples, 2 scripts, 0 problems\n");

    await using server = await startThere(folder.path);
    const realms = await asPerson(server.url, (client) => client.realms.list.query());
    expect(realms.map(({ name, hostId }) => ({ name, hostId }))).toEqual([{ name: "shop", hostId: "shop" }]);

    const tried = await previewed(server.url, "pricing", "discount", "Twelve pieces");
    expect(tried).toMatchObject({
      status: "ok",
      result: { price: 95.9, reason: "20 % off from 10 pieces on" },
    });

    const line = { sku: "B-7", quantity: 10, listPrice: 1, currency: "EUR" };
    const called = await execute(server.url, "pricing/discount", [line]);
    expect(called).toMatchObject({ status: "ok", result: { price: 9 } });
    const order = { id: "o-1", customer: { email: "ada@example.com", orders: 0 }, total: 2000 };
    expect(await execute(server.url, "orders/review", [order, null])).toMatchObject({
      result: { verdict: "accept" },
      effects: [{ name: "orders.flag", args: ["First order, and 2000 at once"] }],
    });
    const { items } = await asPerson(server.url, (client) =>
      client.executions.list.query({ realm: "shop", filter: {} }),
    );
    expect(items.map(({ id }) => id)).toContain(called.executionId);
  });

  test("what its documents show is answered, sent as it stands there; the flow is drawn as they say", async () => {
    using folder = ownFolder();
    await folder.cli("init", "--name", "shop", "--yes");
    await using server = await startThere(folder.path);
    const at = { realm: "shop", flow: "orders" };
    await asPerson(server.url, async (client) => {
      await client.flows.create.mutate({ realm: "shop", name: "orders", title: "Orders" });
      const graph = {
        entry: "review",
        nodes: [{ name: "review", title: "Review", kind: "review", failurePolicy: "reject" as const }],
        edges: [{ from: "review", to: "done" }],
      };
      const { draft } = await client.flows.saveDraft.mutate({ ...at, baseRevision: 1, graph });
      await client.flows.publish.mutate({ ...at, revision: draft.revision, note: "One step" });
    });
    const [shown, walk] = callsIn("docs/your-own-product.md", server.url) as [Call, Call];
    expect(callsIn("apps/cli/templates/init/README.md", server.url)).toEqual([shown]);
    expect(await post(shown.address, shown.body, "execute")).toMatchObject({
      status: "ok",
      result: { price: 95.9 },
    });
    expect(await post(walk.address, walk.body, "flows")).toMatchObject({
      action: "done",
      flags: ["First order, and 2000 at once"],
    });
  });

  test("a name of one's own is everywhere, and what is wrong is told by file and line", async () => {
    using folder = ownFolder();
    expect((await folder.cli("init", "night-market", "--yes")).code).toBe(0);
    const there = join(folder.path, "night-market");
    const config = readFileSync(join(there, "scriptyard.config.ts"), "utf8");
    expect(config).toContain(
      'realms: [{ name: "night-market", host: "night-market", title: "Night market" }]',
    );
    expect(config).not.toContain("shop");
    const script = join(there, "hosts/night-market/scripts/pricing/discount.ts");
    writeFileSync(script, readFileSync(script, "utf8").replace("line.quantity <", "line.quantty <"));
    const checked = await folder.cli("host", "check", "--config", "night-market/scriptyard.config.ts");
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(
      /^night-market\/hosts\/night-market\/scripts\/pricing\/discount\.ts:4:12 error .*'quantty'/m,
    );
    expect((await folder.cli("init", "Ünder", "--name", "1st")).stderr).toContain('"1st" cannot be the name');
  });

  test("commands work with its hosts", async () => {
    using folder = ownFolder();
    await folder.cli("init", "--name", "shop", "--yes");
    const run = await folder.cli("run", "hosts/shop/scripts/pricing/discount.ts", "--input", "One piece");
    expect(run.stdout).toContain('"price": 9.99');
    const validated = await folder.cli("validate", "--dir", "hosts/shop/scripts");
    expect(validated.stdout).toBe("2 checked, 0 with errors\n");
    expect((await folder.cli("host", "types")).stdout).toContain("wrote hosts/shop/scripts/scriptyard.d.ts");
    const forClient = await folder.cli("types", "--client", "src/scriptyard.ts", "--realm", "my-shop");
    expect(forClient.stdout).toBe("wrote src/scriptyard.ts: 2 scripts\n");
    const text = readFileSync(join(folder.path, "src", "scriptyard.ts"), "utf8");
    expect(text).toContain('"my-shop": {');
    expect(text).toContain('"pricing/discount": { args: [line: Line]; result: Price };');
    expect((await folder.cli("host", "docs")).stdout).toContain("### money.round");
    expect((await folder.cli("types", "--host", "identity")).stderr).toContain("Known hosts: shop.");
    const schema = JSON.parse((await folder.cli("schema", "host")).stdout) as { required: string[] };
    expect(schema.required).toContain("hooks");
    writeFileSync(
      join(folder.path, "scriptyard.config.ts"),
      'export default { hosts: ["./shops"], reamls: [] };',
    );
    const wrong = await folder.cli("validate", "--dir", "hosts/shop/scripts");
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/did you mean "realms".*\n.*hosts\[0\] \.\/shops: there is nothing at/);
  });
});

test("start --watch loads hosts anew while the server runs, and goes on with what it had where that is wrong", {
  timeout: 180_000,
}, async () => {
  using folder = ownFolder();
  await folder.cli("init", "--name", "shop", "--yes");
  const script = join(folder.path, "hosts/shop/scripts/pricing/discount.ts");
  const host = join(folder.path, "hosts/shop/host.ts");
  const edit = (file: string, from: string, to: string) =>
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
  const line = { sku: "B-7", quantity: 10, listPrice: 1, currency: "EUR" };
  await using server = await startThere(folder.path, "--watch");
  expect(await execute(server.url, "pricing/discount", [line])).toMatchObject({ result: { price: 9 } });

  edit(host, 'kind: "effect"', 'kind: "efect"');
  await server.until(/The server goes on with what it had/);
  expect(await execute(server.url, "pricing/discount", [line])).toMatchObject({ result: { price: 9 } });

  edit(host, 'kind: "efect"', 'kind: "effect"');
  edit(script, "20 : 10", "20 : 50");
  const price = async () => (await execute(server.url, "pricing/discount", [line])).result;
  await expect.poll(price, { timeout: 60_000 }).toMatchObject({ price: 5 });
  await server.until(/loaded anew in \d+ ms: shop 1/);

  // What engines call is exchanged, too: the functions of kind host, which run in their threads, and the async ones.
  edit(host, ".toFixed(", ".toFixed(1 + ");
  edit(host, ": 3 })", ": 300 })");
  edit(script, "20 : 50", "33.33 : 50");
  await expect.poll(price, { timeout: 60_000 }).toMatchObject({ price: 6.667 });
  expect(server.output()).not.toContain("starting anew");
});

test("start --watch has its configuration from the environment, leaves data alone, and outlives a start that failed", {
  timeout: 180_000,
}, async () => {
  using folder = ownFolder();
  await folder.cli("init", "--name", "shop", "--yes");
  // A host at the root of the installation: the server's data lies in its folder.
  cpSync(join(folder.path, "hosts/shop"), folder.path, { recursive: true });
  rmSync(join(folder.path, "hosts"), { recursive: true });
  const config = join(folder.path, "scriptyard.config.ts");
  writeFileSync(config, readFileSync(config, "utf8").replace("./hosts/shop", "./host.ts"));
  using elsewhere = ownFolder();
  const at = { folder: elsewhere.path, env: { SCRIPTYARD_CONFIG: config } };
  await using server = await startThere(at, "--watch");
  const anew = server.until(/(starting|loaded) anew/).then(
    () => "anew",
    () => "ended",
  );
  const line = { sku: "B-7", quantity: 10, listPrice: 1, currency: "EUR" };
  expect(await execute(server.url, "pricing/discount", [line])).toMatchObject({ result: { price: 9 } });
  const still = new Promise((resolve) => setTimeout(() => resolve("still"), 2_000));
  expect(await Promise.race([anew, still])).toBe("still");

  const dotEnv = join(folder.path, ".env");
  writeFileSync(dotEnv, "SCRIPTYARD_ISOLATION=none-such\n");
  await server.until(/The server ended\. It is started anew at the next change/);
  writeFileSync(dotEnv, "");
  await server.until(/The server ended[\s\S]*running: http/);
});

test("a change of a host that published scripts do not fit is refused at start, unless it is accepted", {
  timeout: 180_000,
}, async () => {
  using folder = ownFolder();
  await folder.cli("init", "--name", "shop", "--yes");
  {
    await using server = await startThere(folder.path);
    await asPerson(server.url, async (client) => {
      const { item, draft } = await client.scripts.get.query({
        realm: "shop",
        module: "orders",
        name: "review",
      });
      const { revision } = draft;
      await client.versions.publish.mutate({ scriptId: item.id, revision, note: "As it is" });
    });
    // As somebody does it who thinks of the host's own files, and not of what was published since.
    for (const file of ["host.ts", "scripts/orders/review.ts", "scripts/orders/review.samples.json"]) {
      const path = join(folder.path, "hosts/shop", file);
      writeFileSync(path, readFileSync(path, "utf8").replace(/\btotal\b/g, "sum"));
    }
    // What it would mean can be asked before it is brought there.
    const { token } = await createToken({
      server: server.url,
      ...admin,
      name: "moving",
      scope: ["move"],
      expiresDays: 1,
    });
    const check = ["host", "check", "--server", server.url];
    const impact = await cli(check, "", { NO_COLOR: "1", SCRIPTYARD_TOKEN: token }, folder.path);
    expect(impact.stdout).toMatch(
      /2 scripts, 0 problems\nshop: orders\/review:2:\d+ error .*'total'[\s\S]*shop: 1 live scripts of the host shop, \d problems/,
    );
    expect(impact.code).toBe(1);
  }
  await expect(startThere(folder.path)).rejects.toThrow(
    /published scripts do not fit it any more:\n {2}shop: orders\/review v1, line 2: .*'total'.*\nTake the change back, or start with --accept/,
  );
  await using server = await startThere(folder.path, "--accept");
  await server.until(/published scripts do not fit their host any more/);
});

test("a product in any language: a host without code, answered over HTTP, replayed without", {
  timeout: 180_000,
}, async () => {
  const asked: { body: string; signed: boolean }[] = [];
  const product = createServer((request, answer) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      asked.push({ body, signed: request.headers["x-scriptyard-signature"] !== undefined });
      answer.end('{ "available": 7 }');
    });
  });
  product.listen(0, "127.0.0.1");
  await once(product, "listening");
  const { port } = product.address() as AddressInfo;
  using folder = ownFolder({
    ".env": "SHOP_SECRET=hush\n",
    "scriptyard.config.json": { hosts: ["./hosts/shop"], realms: [{ name: "shop", host: "shop" }] },
    "hosts/shop/host.json": {
      id: "shop",
      version: "1",
      title: "Shop",
      description: "Decides how much may be ordered.",
      hooks: [
        {
          name: "onOrder",
          title: "Order",
          description: "Decides how many pieces are sent.",
          params: [{ name: "sku", schema: { type: "string" } }],
          result: { type: "integer" },
          samples: [{ name: "An article", args: ["A-100"] }],
        },
      ],
      functions: [
        {
          name: "stock.level",
          kind: "async",
          description: "How many pieces there are.",
          params: [{ name: "sku", schema: { type: "string" } }],
          result: {
            type: "object",
            properties: { available: { type: "integer" } },
            required: ["available"],
          },
          example: 'const { available } = await stock.level("A-100");',
          http: { url: `http://127.0.0.1:${port}/stock`, secret: "SHOP_SECRET", trial: { available: 99 } },
        },
      ],
    },
    "hosts/shop/scripts/orders/amount.ts":
      'export const onOrder: ScriptyardHooks["onOrder"] = async (sku) => (await stock.level(sku)).available;\n',
  });
  expect((await folder.cli("host", "check")).stdout).toBe(
    "shop 1: 1 examples, 1 samples, 1 scripts, 0 problems\n",
  );
  await using server = await startThere(folder.path);
  expect(await previewed(server.url, "orders", "amount", "An article")).toMatchObject({ result: 99 });
  expect(asked).toEqual([]);

  const called = await execute(server.url, "orders/amount", ["A-100"]);
  expect(called).toMatchObject({ status: "ok", result: 7 });
  expect(asked).toEqual([{ body: '{"sku":"A-100"}', signed: true }]);

  product.close();
  product.closeAllConnections();
  const replay = await asPerson(server.url, (client) =>
    client.executions.replay.mutate({ executionId: called.executionId as `exe_${string}` }),
  );
  expect(replay).toMatchObject({ execution: { status: "ok", result: 7 } });
  expect(asked).toHaveLength(1);
});
