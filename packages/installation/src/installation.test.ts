import { join } from "node:path";
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { describe, expect, test } from "vitest";
import { builtIn, findConfig, type Installation, openConfig, openInstallation } from "./index.ts";
import { folderWith, halfFile, hostFile } from "./testing/folder.ts";

const open = async (folder: string, environment = {}, serves = false): Promise<Installation> => {
  const file = findConfig(null, [folder]);
  return openInstallation(file === null ? null : await openConfig(file), { environment, serves });
};

const problemsOf = async (folder: string): Promise<string[]> => {
  const error: unknown = await open(folder).catch((cause: unknown) => cause);
  if (!(error instanceof Error)) throw new Error("there was nothing to complain about");
  return error.message.split("\n").map((line) => line.replaceAll(folder, "<here>"));
};

const priceScript = `/** Half of what it was. For tests. */
export const onPrice: ScriptyardHooks["onPrice"] = ({ value }) => money.half(value, "EUR");
`;

const lookedUp = { function: "stock.level", answer: 3 };

describe("an installation", () => {
  test("without a configuration has the built-in hosts and the demo realms", async () => {
    using folder = folderWith({});
    expect(await open(folder.path)).toBe(builtIn);
    expect(builtIn.demo).toBe(true);
  });

  test("has what its configuration names, in TypeScript, far from any node_modules", async () => {
    using folder = folderWith({
      "scriptyard.config.ts": `import { defineConfig } from "@scriptyard/host-kit";
export default defineConfig({ hosts: ["./hosts/shop"], realms: [{ name: "north", host: "shop", timeZone: "Europe/Vienna" }], server: { port: 4500 } });`,
      "hosts/shop/host.ts": hostFile("shop"),
      "hosts/shop/half.ts": halfFile,
      "hosts/shop/scripts/pricing/half.ts": priceScript,
      "hosts/shop/scripts/pricing/half.samples.json": [
        { name: "Four", args: [{ value: 4 }], calls: [lookedUp] },
      ],
      ".env": "SECRET=from the file\n",
    });
    const { hosts, realms, demo, config } = await open(folder.path);
    expect(hosts.map(({ id }) => id)).toEqual(["shop"]);
    expect(hosts[0]!.defaults).toEqual([
      {
        module: "pricing",
        name: "half",
        hook: "onPrice",
        language: "typescript",
        description: "Half of what it was.",
        source: priceScript,
        samples: [{ name: "Four", description: "", args: [{ value: 4 }], calls: [lookedUp] }],
      },
    ]);
    expect(realms).toMatchObject([
      { name: "north", title: "North", hostId: "shop", timeZone: "Europe/Vienna", settings: {} },
    ]);
    expect({ demo, config }).toEqual({ demo: false, config: "scriptyard.config.ts" });
    expect(await openConfig(join(folder.path, "scriptyard.config.ts"))).toMatchObject({
      server: { port: 4500 },
      dotEnv: { SECRET: "from the file" },
    });
  });

  test("has a host that is a package, with a module of its own for the threads or without", async () => {
    const packageOf = (name: string) => ({ name, version: "1.0.0", type: "module", exports: "./host.js" });
    const bare = hostFile("crm").replace("([value]: unknown[]) => half(value as number)", "([n]) => half(n)");
    using folder = folderWith({
      "scriptyard.config.json": { hosts: ["@acme/crm", "tax-host"] },
      "node_modules/@acme/crm/package.json": packageOf("@acme/crm"),
      "node_modules/@acme/crm/host.js": bare.replace("./half.ts", "./half.js"),
      "node_modules/@acme/crm/half.js": "export const half = (n) => n / 2;",
      "node_modules/tax-host/package.json": packageOf("tax-host"),
      "node_modules/tax-host/host.js": bare
        .replace("./half.ts", "../@acme/crm/half.js")
        .replace('id: "crm"', 'id: "tax", moduleUrl: "file:///calls.js"'),
    });
    const { hosts } = await open(folder.path);
    expect(hosts.map(({ id }) => id)).toEqual(["crm", "tax"]);
    expect(hosts[0]!.moduleUrl).toMatch(/^data:/);
    expect(hosts[1]!.moduleUrl).toBe("file:///calls.js");
  });

  test("has the built-in hosts and demo realms beside its own where it asks for them", async () => {
    using folder = folderWith({
      "scriptyard.config.json": { hosts: ["./shop", "wargame"], demo: true },
      "shop/host.js": hostFile("shop").replace(
        "([value]: unknown[]) => half(value as number)",
        "([n]) => half(n)",
      ),
      "shop/half.ts": halfFile,
    });
    const { hosts, realms, demo } = await open(folder.path);
    expect(hosts.map(({ id }) => id)).toEqual([
      "shop",
      "wargame",
      ...builtIn.hosts.map(({ id }) => id).filter((id) => id !== "wargame"),
    ]);
    expect({ realms, demo }).toEqual({ realms: [], demo: true });
  });

  test("says every problem of configuration and hosts at once, each with its path", async () => {
    using folder = folderWith({
      "scriptyard.config.mjs": `export default {
  hosts: ["./hosts/shop", "./hosts/none", "no-such-package", "./hosts/json"],
  realm: [],
};`,
      "hosts/shop/host.ts": hostFile("shop", "limits: { timeoutMs: 0 }, templates: [],").replace(
        'capability: "money"',
        'capability: "money", example: " "',
      ),
      "hosts/shop/half.ts": halfFile,
      "hosts/json/host.json": '{ "id": "json", "hook": [] }',
      "hosts/none/readme.md": "",
    });
    expect(await problemsOf(folder.path)).toEqual([
      "scriptyard.config.mjs is not valid:",
      expect.stringMatching(/^ {2}realm: is not a known property; .*did you mean "realms"/),
      expect.stringMatching(
        /^ {2}hosts\[0\] \.\/hosts\/shop: functions\.money\.half\.example: every function/,
      ),
      expect.stringMatching(/^ {2}hosts\[0\] \.\/hosts\/shop: limits\.timeoutMs: /),
      "  hosts[1] ./hosts/none: the folder <here>/hosts/none defines no host: it needs a host.ts, host.js or host.json",
      expect.stringMatching(/^ {2}hosts\[2\] no-such-package: there is no package "no-such-package" here/),
      expect.stringMatching(/^ {2}hosts\[3\] \.\/hosts\/json: version: is missing/),
      expect.stringMatching(/^ {2}hosts\[3\] \.\/hosts\/json: title: is missing/),
      expect.stringMatching(/^ {2}hosts\[3\] \.\/hosts\/json: description: is missing/),
      expect.stringMatching(/^ {2}hosts\[3\] \.\/hosts\/json: hooks: is missing/),
      expect.stringMatching(/^ {2}hosts\[3\] \.\/hosts\/json: hook: .*did you mean "hooks"/),
    ]);
  });

  test("says what is wrong with realms, and with the files beside a host", async () => {
    using realms = folderWith({
      "scriptyard.config.json": {
        hosts: ["identity"],
        realms: [
          { name: "Shop!", host: "identiy", timeZone: "Vienna" },
          { name: "a", host: "identity" },
          { name: "a", host: "identity", allowedHosts: ["https://x"] },
        ],
      },
    });
    expect(await problemsOf(realms.path)).toEqual([
      "scriptyard.config.json is not valid:",
      expect.stringContaining('realms[0].host: there is no host "identiy" (did you mean "identity"?)'),
      expect.stringContaining('realms[0].timeZone: "Vienna" is no time zone'),
      expect.stringContaining("realms[0].name: lower-case letters"),
      expect.stringContaining('realms[2].name: "a" is there twice'),
      expect.stringContaining("realms[2].allowedHosts.0: "),
    ]);
    using files = folderWith({
      "scriptyard.config.json": { hosts: ["./shop"] },
      "shop/host.ts": hostFile("shop"),
      "shop/half.ts": halfFile,
      "shop/scripts/pricing/Half.ts": priceScript,
      "shop/scripts/pricing/half.ts": priceScript,
      "shop/scripts/pricing/half.samples.json": [{ nam: "Four", args: [] }],
    });
    expect(await problemsOf(files.path)).toEqual([
      "scriptyard.config.json is not valid:",
      expect.stringContaining('hosts[0] ./shop: scripts/pricing/Half.ts: "Half" is not the name of a script'),
      expect.stringContaining("scripts/pricing/half.samples.json [0].name: is missing"),
      expect.stringContaining("scripts/pricing/half.samples.json [0].nam: is not a known property"),
    ]);
    // What no JSON Schema says: an answer and an error at once.
    using both = folderWith({
      "scriptyard.config.json": { hosts: ["./shop"] },
      "shop/host.ts": hostFile("shop"),
      "shop/half.ts": halfFile,
      "shop/scripts/pricing/half.ts": priceScript,
      "shop/scripts/pricing/half.samples.json": [
        { name: "Four", args: [], calls: [lookedUp, { ...lookedUp, error: "not now" }] },
      ],
    });
    expect(await problemsOf(both.path)).toEqual([
      "scriptyard.config.json is not valid:",
      expect.stringContaining("half.samples.json [0].calls[1]: write "),
    ]);
  });

  test("a file that cannot be loaded, or exports something else, says so with its name", async () => {
    using broken = folderWith({ "scriptyard.config.ts": "export default {" });
    expect((await problemsOf(broken.path)).join("\n")).toMatch(
      /^scriptyard.config.ts is not valid:\n {2}file: ParseError: Unexpected token <here>\/scriptyard.config.ts:1:16$/,
    );
    using json = folderWith({ "scriptyard.config.json": "{" });
    expect((await problemsOf(json.path)).join("\n")).toMatch(/file: is not JSON: /);
    using none = folderWith({
      "scriptyard.config.json": { hosts: ["./shop"] },
      "shop/host.ts": "export const nothing = 1;",
    });
    expect((await problemsOf(none.path)).join("\n")).toMatch(
      /exports no host; write: export default defineHost/,
    );
    using two = folderWith({ "scriptyard.config.json": "{}", "scriptyard.config.ts": "" });
    expect(() => findConfig(null, [two.path])).toThrow(/scriptyard.config.json lies beside it; keep one/);
    expect(() => findConfig("other.json", [two.path])).toThrow(/there is none at/);
  });
});

test.each(["thread", "process"] as const)(
  "functions of kind `host` run in engine threads, in isolation %s, from one text that nobody has to read from disk",
  { timeout: 60_000 },
  async (isolation) => {
    using folder = folderWith({
      "scriptyard.config.json": { hosts: ["./shop"] },
      "shop/host.ts": hostFile("shop"),
      "shop/half.ts": halfFile,
    });
    const {
      hosts: [host],
    } = await open(folder.path);
    expect(host!.moduleUrl).toMatch(/^data:text\/javascript;base64,/);
    await using sandbox = await createSandbox({
      workers: 1,
      isolation,
      maxWaitMs: 30_000,
      hostModules: { shop: host!.moduleUrl! },
    });
    const run = async (code: string) => {
      const compiled = await sandbox.compile({
        entry: "test/price",
        modules: [{ specifier: "test/price", code }],
        bindings: host!.bindings("onPrice"),
        host: "shop",
      });
      if (compiled.status === "error") throw new Error(compiled.error.message);
      return sandbox.execute(compiled.image, {
        hook: "onPrice",
        args: [{ value: 4 }],
        limits: defaultLimits,
        seed: "s",
        clockMs: 0,
        capabilities: host!.capabilities("production"),
        realm: "test",
      });
    };
    expect(await run("export const onPrice = ({ value }) => money.half(value, 'EUR');")).toMatchObject({
      status: "ok",
      result: 2,
    });
    // Named types of the definition hold in the threads too.
    expect(await run("export const onPrice = ({ value }) => money.half(value, 'EURO');")).toMatchObject({
      status: "error",
      error: { message: expect.stringContaining("argument currency: is too long") },
    });
  },
);

test("what else a host takes from the host kit is there in the threads too", async () => {
  using folder = folderWith({
    "scriptyard.config.json": { hosts: ["./shop"] },
    "shop/host.ts": `import { defineHost, defineModule, uiBlockSchema, withTriggers } from "@scriptyard/host-kit";
const rate = {
  name: "tax.rate", kind: "host" as const, description: "Of a country.", example: "tax.rate('AT');",
  params: [{ name: "country", schema: { type: "string" } }], result: { type: "number" }, capability: "tax",
  levels: ["production" as const], run: () => 20,
};
const tax = defineModule({
  name: "tax", title: "Tax", description: "Taxes.", defaults: [], functions: [rate], handlers: [], endpoints: [],
  limits: {}, autoExtract: false,
});
export const host = defineHost(withTriggers(
  { id: "shop", version: "1", title: "Shop", description: "For tests.", hooks: [], functions: [], modules: [tax],
    types: { UiBlock: uiBlockSchema } },
  ["tax.*"],
));`,
  });
  const [host] = (await open(folder.path)).hosts;
  expect(host!.functions.map(({ name }) => name)).toContain("publish");
  const { hostCalls } = (await import(/* @vite-ignore */ host!.moduleUrl!)) as {
    hostCalls: { [name: string]: (args: string[], call: object) => unknown };
  };
  expect(Object.keys(hostCalls)).toEqual(["tax.rate"]);
  expect(hostCalls["tax.rate"]!(["AT"], {})).toBe(20);
  // What defines a host hands it on there, and the checks of definitions are not brought along.
  expect(Buffer.from(host!.moduleUrl!.split(",")[1]!, "base64").toString()).not.toContain("$dataMetaSchema");
});
