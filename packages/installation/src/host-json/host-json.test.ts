import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Host, trialServices } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { sign } from "@scriptyard/runner/signature";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadHost } from "../hosts/load-host.ts";
import { folderWith } from "../testing/folder.ts";
import { hostDocument } from "./schema.ts";

/** The product: answers as the test says, and remembers what it was asked. */
let reply: (answer: ServerResponse, body: string, request: IncomingMessage) => void;
let asked: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
const product = createServer((request, answer) => {
  let body = "";
  request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
  request.on("end", () => {
    asked.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    reply(answer, body, request);
  });
});
let url: string;
beforeAll(async () => {
  product.listen(0, "127.0.0.1");
  await once(product, "listening");
  url = `http://127.0.0.1:${(product.address() as AddressInfo).port}`;
});
afterAll(() => void product.close());
beforeEach(() => {
  asked = [];
});

const json = (status: number, value: Json) => (answer: ServerResponse) => {
  answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
};

const document = (http: object, change: object = {}) => ({
  id: "shop",
  version: "1",
  title: "Shop",
  description: "For tests.",
  types: { Sku: { type: "string", maxLength: 10 } },
  hooks: [
    {
      name: "onPrice",
      title: "Price",
      description: "Prices.",
      params: [{ name: "sku", schema: { $ref: "#/$defs/Sku" } }],
      result: { type: "number" },
    },
  ],
  functions: [
    {
      name: "stock.level",
      kind: "async",
      description: "How many there are.",
      params: [
        { name: "sku", schema: { $ref: "#/$defs/Sku" } },
        { name: "place", schema: { type: "string" }, optional: true },
      ],
      result: { type: "object", properties: { available: { type: "integer" } }, required: ["available"] },
      example: 'const { available } = await stock.level("a");',
      http: { url: `${url}/stock?by=sku`, ...http },
    },
    {
      name: "orders.flag",
      kind: "effect",
      description: "Has somebody look.",
      params: [{ name: "reason", schema: { type: "string" } }],
      example: 'orders.flag("large");',
    },
  ],
  ...change,
});

async function load(value: object, environment = {}): Promise<Host> {
  using folder = folderWith({ "host.json": value });
  const loaded = await loadHost("./host.json", `${folder.path}/scriptyard.config.json`, { environment });
  if ("problems" in loaded)
    throw new Error(loaded.problems.map((one) => `${one.path}: ${one.message}`).join("\n"));
  return loaded.host;
}

const live = { ...trialServices, trial: false };
const call = (host: Host, args: Json[], change: { trial?: boolean; signal?: AbortSignal } = {}) =>
  host.asyncCalls["stock.level"]!(args, {
    seed: "s",
    clockMs: 0,
    context: null,
    signal: change.signal ?? new AbortController().signal,
    ...(change.trial ? {} : { services: live }),
  });

describe("a function that is answered over HTTP", () => {
  test("sends its arguments by name, signed as our endpoints are, and answers what fits", async () => {
    reply = json(200, { available: 3 });
    const host = await load(document({ secret: "SHOP_SECRET" }), { SHOP_SECRET: "hush" });
    expect(await call(host, ["a", "north"])).toEqual({ available: 3 });
    const [{ headers, body, ...rest }] = asked as [(typeof asked)[0]];
    expect(rest).toEqual({ method: "POST", url: "/stock?by=sku" });
    expect(JSON.parse(body)).toEqual({ sku: "a", place: "north" });
    const [, seconds, v1] = /^t=(\d+),v1=(\w+)$/.exec(String(headers["x-scriptyard-signature"]))!;
    const signed = { method: "POST", pathAndQuery: "/stock?by=sku", body: Buffer.from(body) };
    expect(v1).toBe(sign("hush", Number(seconds), signed));
    expect(Math.abs(Number(seconds) * 1_000 - Date.now())).toBeLessThan(60_000);
    expect(headers).not.toHaveProperty("x-scriptyard-trial");
  });

  test("may have arguments in its address, and others in the query", async () => {
    reply = json(200, { available: 3 });
    const host = await load(document({ url: `${url}/stock/{sku}`, method: "GET" }));
    await call(host, ["a/../b", "north & south"]);
    await call(host, ["c"]);
    expect(asked.map((one) => `${one.method} ${one.url} ${one.body}`)).toEqual([
      "GET /stock/a%2F..%2Fb?place=north+%26+south ",
      "GET /stock/c ",
    ]);
  });

  test.each([
    ["/stock/{sku}/level", ""],
    ["/stock/{sku}/level", "."],
    ["/stock/{sku}/level", ".."],
    ["/stock/{sku}", ".."],
    ["/stock/.{sku}/level", "."],
    ["/stock/%2e{sku}/level", "."],
    ["/stock/%2E{sku}/level", ""],
    ["/stock\\{sku}\\level", ".."],
    ["/stock/{sku}/level", "\ud800"],
    ["/stock?of={sku}", "\udfff"],
  ])("at %s is not called where its argument is %j: that would be another address", async (path, sku) => {
    reply = json(200, { available: 3 });
    const host = await load(document({ url: `${url}${path}` }));
    await expect(call(host, [sku, "north"])).rejects.toThrow(
      `stock.level: sku: ${JSON.stringify(sku)} cannot be part of an address`,
    );
    expect(asked).toEqual([]);
  });

  test("keeps every fixed part of its address, whatever its arguments are", async () => {
    reply = json(200, { available: 3 });
    const host = await load(document({ url: `${url}/a/{sku}/b/x{sku}?of={sku}#f`, method: "GET" }));
    const mean = fc.constantFrom(
      ".",
      "/",
      "\\",
      "%",
      "2",
      "e",
      "E",
      "?",
      "#",
      "&",
      "=",
      "@",
      "\t",
      "\ud800",
      "é",
    );
    const argument = fc.string({
      unit: fc.oneof(mean, fc.string({ minLength: 1, maxLength: 1 })),
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(argument, argument, async (sku, place) => {
        asked = [];
        const why = await call(host, [sku, place]).then(() => null, String);
        const unfit = ["", ".", ".."].includes(sku) || !sku.isWellFormed();
        expect(why).toEqual(unfit ? expect.stringContaining("cannot be part of an address") : null);
        if (unfit) return;
        const at = new URL(asked[0]!.url, url);
        const own = encodeURIComponent(sku);
        expect(at.pathname.split("/")).toEqual(["", "a", own, "b", `x${own}`]);
        expect([...at.searchParams]).toEqual([
          ["of", sku],
          ["place", place.toWellFormed()],
        ]);
      }),
      { numRuns: 300 },
    );
  });

  test("is held to what it promised", async () => {
    reply = json(200, { available: "three" });
    const host = await load(document({}));
    await expect(call(host, ["a"])).rejects.toThrow("stock.level: the host answered something it may not");
    reply = (answer) => answer.end("<html>");
    await expect(call(host, ["a"])).rejects.toThrow("stock.level: answered something that is no JSON");
    reply = (answer) => answer.end(`"${"x".repeat(1_100_000)}"`);
    await expect(call(host, ["a"])).rejects.toThrow("stock.level: answered with more than 1000000 bytes");
  });

  test("that refuses is told in the product's words; what it says of its own failure is not", async () => {
    const host = await load(document({}));
    reply = json(404, { error: "There is no article a." });
    await expect(call(host, ["a"])).rejects.toThrow("stock.level: answered 404: There is no article a.");
    reply = json(500, { error: "at /srv/shop/stock.php:12" });
    await expect(call(host, ["a"])).rejects.toThrow(/^stock\.level: answered 500$/);
    reply = (answer) => answer.writeHead(302, { location: `${url}/elsewhere` }).end();
    await expect(call(host, ["a"])).rejects.toThrow("answered with a redirect (302), which is not followed");
    expect(asked).toHaveLength(3);
  });

  test("is called again as often as it says, with one key, and only for what may pass", async () => {
    const host = await load(document({ retry: { attempts: 3, backoffMs: 1 } }));
    reply = (answer) =>
      asked.length < 3 ? answer.writeHead(503).end() : json(200, { available: 1 })(answer);
    expect(await call(host, ["a"])).toEqual({ available: 1 });
    expect(new Set(asked.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(asked).toHaveLength(3);
    asked = [];
    reply = json(400, {});
    await expect(call(host, ["a"])).rejects.toThrow("answered 400");
    expect(asked).toHaveLength(1);
  });

  test("that does not answer in time, or is not wanted any more, is left", async () => {
    const closed: Promise<unknown>[] = [];
    reply = (_answer, _body, request) => void closed.push(once(request.socket, "close"));
    const host = await load(document({ timeoutMs: 50 }));
    await expect(call(host, ["a"])).rejects.toThrow("stock.level: did not answer within 50 ms");
    const patient = await load(document({ timeoutMs: 60_000, retry: { attempts: 5 } }));
    const gone = new AbortController();
    const waiting = call(patient, ["a"], { signal: gone.signal });
    while (asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    gone.abort();
    await expect(waiting).rejects.toThrow("stock.level");
    await Promise.all(closed);
    expect(asked).toHaveLength(2);
  });

  test("in a trial answers what is written for it, or says that it is one", async () => {
    reply = json(200, { available: 3 });
    expect(await call(await load(document({ trial: { available: 9 } })), ["a"], { trial: true })).toEqual({
      available: 9,
    });
    expect(asked).toEqual([]);
    await call(await load(document({})), ["a"], { trial: true });
    expect(asked[0]!.headers["x-scriptyard-trial"]).toBe("true");
  });
});

describe("host.json", () => {
  test("gives effects back to the caller, and types like any host", async () => {
    const host = await load(document({}));
    expect(host.meaning("orders.flag")).toMatchObject({ forCaller: true });
    expect(host.declarations().text).toContain("type Sku = string");
    expect(host.capabilities("production")).toContain("orders.flag");
    expect(host.capabilities("safe")).not.toContain("orders.flag");
  });

  test("says what is wrong with calls, each with its path", async () => {
    const wrong = document({ url: "ftp://{sku}/{skk}/{place}", secret: "NOT_SET" });
    using folder = folderWith({ "host.json": wrong });
    const loaded = await loadHost("./host.json", `${folder.path}/scriptyard.config.json`, {
      environment: {},
      requireSecrets: true,
    });
    expect(loaded).toEqual({
      problems: [
        { path: "functions[0].http.url", message: expect.stringContaining("is no address such as https://") },
        { path: "functions[0].http.url", message: "{skk} is no parameter; there are sku, place" },
        { path: "functions[0].http.url", message: expect.stringContaining("{place} may be left out") },
        {
          path: "functions[0].http.secret",
          message: expect.stringContaining("the environment has no NOT_SET"),
        },
      ],
    });
    await expect(load(document({}, { hooks: [] }))).rejects.toThrow("hooks: has 0 items; at least 1 needed");
    await expect(load(document({}, { types: {} }))).rejects.toThrow(/Sku/);
  });

  test("the one of the documentation is valid", async () => {
    const text = readFileSync(new URL("../../../../docs/hosts-over-http.md", import.meta.url), "utf8");
    const [, example] = /```json\n([\s\S]*?)```/.exec(text)!;
    const host = await load(JSON.parse(example!) as object);
    // Behind its own come the engine's.
    expect(host.functions.slice(0, 2).map(({ name }) => name)).toEqual(["stock.level", "orders.flag"]);
  });

  test("one schema is the program's and the editor's", () => {
    const schema = hostDocument.jsonSchema() as { properties: { functions: { items: { oneOf?: [] } } } };
    expect(JSON.stringify(schema)).toContain("How long one call may take");
    expect(hostDocument.problems(document({}))).toEqual([]);
    expect(hostDocument.problems(document({ retries: 3 }))[0]!.path).toBe("functions[0].http.retries");
  });
});
