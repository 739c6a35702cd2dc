import { describe, expect, test } from "vitest";
import { configDocument, defineConfig } from "./index.ts";

describe("a configuration", () => {
  test("is what it says", () => {
    const config = defineConfig({
      hosts: ["./hosts/shop"],
      realms: [{ name: "shop", host: "shop", settings: { currency: "EUR" } }],
      server: { port: 4500 },
    });
    expect(configDocument.problems(config)).toEqual([]);
    expect(configDocument.parse(config)).toEqual(config);
  });

  test("every problem has its path, and a misspelt key what it likely meant", () => {
    const problems = configDocument.problems({
      host: ["./hosts/shop"],
      realms: [{ name: "shop", hots: "shop" }],
      server: { prot: 80, workers: 0 },
      demo: "no",
    });
    expect(problems.map(({ path }) => path)).toEqual([
      "hosts",
      "host",
      "realms[0].host",
      "realms[0].hots",
      "server.prot",
      "server.workers",
      "demo",
    ]);
    const said = (path: string) => problems.find((one) => one.path === path)!.message;
    expect(said("host")).toContain('did you mean "hosts"');
    expect(said("realms[0].hots")).toContain('did you mean "host"');
    expect(said("server.prot")).toContain('did you mean "port"');
    expect(said("server.workers")).toContain("at least 1");
  });

  test("that is no object says so", () => {
    expect(configDocument.problems([])).toEqual([
      { path: "(all of it)", message: "expected an object, got an empty list" },
    ]);
  });

  test("its JSON Schema completes in editors", () => {
    const schema = configDocument.jsonSchema() as { properties: { server: { properties: object } } };
    expect(Object.keys(schema.properties.server.properties)).toContain("publicUrl");
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
