import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseScriptPath, scriptPathOf } from "./script-path.ts";

describe("a path within the scripts folder", () => {
  test("names realm, module, script and language", () => {
    expect(parseScriptPath("wargame/hit_simulator.ts")).toEqual({
      kind: "script",
      at: {
        path: "wargame/hit_simulator.ts",
        realm: null,
        module: "wargame",
        name: "hit_simulator",
        language: "typescript",
      },
    });
    expect(parseScriptPath("@acme/login/terms.js")).toMatchObject({
      kind: "script",
      at: { realm: "acme", module: "login", name: "terms", language: "javascript" },
    });
  });

  test.each([
    ["terms.ts", /lies in no module/],
    ["@acme/terms.ts", /lies in no module/],
    ["login/deep/terms.ts", /lies too deep/],
    ["@Acme/login/terms.ts", /not the name of a realm/],
    ["@/login/terms.ts", /not the name of a realm/],
    ["Login/terms.ts", /"Login" is not the name of a module/],
    ["login/Terms.ts", /"Terms" is not the name of a script/],
    ["login/terms.test.ts", /"terms\.test" is not the name of a script/],
    ["login/tërms.ts", /not the name of a script/],
    ["lo\\gin/terms.ts", /not the name of a module/],
    ["login/ter\0ms.ts", /not the name of a script/],
    ["login/terms\u202e.ts", /not the name of a script/],
    ["__proto__/constructor.ts", /not the name of a module/],
  ])("%j is refused in words", (path, message) => {
    expect(parseScriptPath(path)).toEqual({ kind: "problem", message: expect.stringMatching(message) });
  });

  test("a name that turns the reading direction cannot turn the sentence about it", () => {
    const answer = parseScriptPath("login/ter\u202ems.ts");
    expect(answer).toMatchObject({ kind: "problem" });
    expect(JSON.stringify(answer)).not.toMatch(/\p{Cf}/u);
    expect(answer).toMatchObject({ message: expect.stringContaining("ter\\u{202e}ms") });
  });

  test("a file in no language we know is somebody else's, with the module it lies in", () => {
    expect(parseScriptPath("login/terms.py")).toEqual({
      kind: "foreign",
      module: "login",
      message: 'No language has the extension ".py". Use .ts or .js.',
    });
    expect(parseScriptPath("start.mjs")).toMatchObject({ kind: "foreign", module: null });
    for (const path of ["login/terms.TS", "login/terms"])
      expect(parseScriptPath(path)).toMatchObject({ kind: "foreign", module: "login" });
  });

  test.each([
    "../login/terms.ts",
    "login/../../terms.ts",
    ".git/terms.ts",
    "login/.terms.ts.swp",
    "login/terms.ts~",
    "login/#terms.ts#",
    "login/4913",
    "login/terms.d.ts",
    "tsconfig.json",
    "README.md",
    "node_modules/x/y.ts",
    "",
    "/",
  ])("%j is nothing of ours", (path) => {
    expect(parseScriptPath(path)).toEqual({ kind: "ignored" });
  });

  test("what is accepted has one spelling, stays in the folder, and comes back from its parts", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "login",
        "@acme",
        "..",
        ".",
        "",
        "shared",
        "a_b",
        "a-b",
        "~",
        "\0",
        "con",
        "x".repeat(61),
      ),
      fc.string({ maxLength: 8 }),
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.stringMatching(/^[a-z@.][a-z0-9_-]{0,8}$/),
    );
    const hostile = fc
      .tuple(
        fc.array(piece, { maxLength: 4 }),
        piece,
        fc.constantFrom("", ".ts", ".js", ".TS", ".ts/", ".mjs"),
      )
      .map(([folders, file, extension]) => [...folders, `${file}${extension}`].join("/"));
    fc.assert(
      fc.property(hostile, (path) => {
        const answer = parseScriptPath(path);
        if (answer.kind !== "script") return;
        const { at } = answer;
        expect(scriptPathOf(at)).toBe(path);
        expect(posix.normalize(path)).toBe(path);
        expect(path).toMatch(/^[a-z0-9@/_.-]+$/);
        expect(posix.resolve("/scripts", path).startsWith("/scripts/")).toBe(true);
      }),
    );
  });

  test("every proper name is accepted", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}([-_][a-z0-9]{1,4}){0,3}$/);
    const realm = fc.option(fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?$/));
    const language = fc.constantFrom("typescript" as const, "javascript" as const);
    fc.assert(
      fc.property(realm, name, name, language, (realm, module, script, language) => {
        const path = scriptPathOf({ realm, module, name: script, language });
        expect(parseScriptPath(path)).toEqual({
          kind: "script",
          at: { path, realm, module, name: script, language },
        });
      }),
    );
  });
});
