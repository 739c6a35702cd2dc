import { describe, expect, test } from "vitest";
import { defineHost } from "./define-host.ts";
import { defineModule } from "./define-module.ts";
import { HostDefinitionError } from "./definition-error.ts";
import { definition } from "./testing/host.ts";
import type { FunctionDefinition, ModuleDefinition, ScriptDefault } from "./types.ts";

const script = (name: string, more: Partial<ScriptDefault> = {}): ScriptDefault => ({
  module: "game",
  name,
  hook: "onExecute",
  language: "typescript",
  description: "",
  source: "export function onExecute() {}",
  samples: [],
  ...more,
});
const dice: FunctionDefinition = {
  name: "dice.sides",
  kind: "host",
  description: "How many sides a die has.",
  params: [],
  result: { type: "integer" },
  example: "const n = dice.sides();",
  capability: "pure",
  levels: ["safe"],
  run: () => 6,
};
const module = (changes: Partial<ModuleDefinition> = {}): ModuleDefinition => ({
  name: "game",
  title: "Game",
  description: "Rolls.",
  defaults: [script("roll_dice")],
  functions: [dice],
  handlers: [{ topic: "game.*", script: "roll_dice" }],
  endpoints: [{ route: "POST /rolls/:id", script: "roll_dice" }],
  limits: { timeoutMs: 20 },
  autoExtract: false,
  ...changes,
});
const problems = (make: () => unknown): string[] => {
  try {
    make();
    return [];
  } catch (error) {
    if (!(error instanceof HostDefinitionError)) throw error;
    return error.issues.map((issue) => `${issue.path}: ${issue.message}`);
  }
};

test("a host has the functions, declarations, bindings and default scripts of its modules", () => {
  const own = { ...script("own"), module: "other" };
  const host = defineHost(definition({ modules: [defineModule(module())], defaults: [own] }));
  expect(host.defaults.map((d) => `${d.module}/${d.name}`)).toEqual(["other/own", "game/roll_dice"]);
  expect(host.declarations().text).toContain("declare namespace dice");
  expect(host.bindings("onExecute").functions.map((fn) => fn.name)).toContain("dice.sides");
  expect(host.modules[0]).toMatchObject({
    name: "game",
    handlers: [{ topic: "game.*", script: "roll_dice" }],
  });
});

describe("what cannot work is refused with its path and a remedy", () => {
  const cases: [name: string, changes: Partial<ModuleDefinition>, expected: RegExp][] = [
    [
      "its name",
      { name: "War Game", defaults: [], handlers: [], endpoints: [] },
      /^name: "War Game": use lower-case/,
    ],
    [
      "the name shared",
      { name: "shared", defaults: [], handlers: [], endpoints: [] },
      /^name: "shared" holds libraries/,
    ],
    ["a title", { title: " " }, /^title: say what/],
    [
      "a script's name",
      { defaults: [script("roll_dice"), script("Bad")] },
      /defaults\.game\/Bad: "Bad": use/,
    ],
    [
      "another module's script",
      { defaults: [script("roll_dice"), script("x", { module: "y" })] },
      /y\/x: belongs/,
    ],
    [
      "a hook in shared",
      { defaults: [script("roll_dice"), script("x", { module: "shared" })] },
      /shared\/x: a script of "shared" is a library/,
    ],
    [
      "an unknown handler",
      { handlers: [{ topic: "a", script: "b" }] },
      /handlers\[0\]\.script: .*its scripts: roll_dice/,
    ],
    ["> in the middle", { handlers: [{ topic: "a.>.b", script: "roll_dice" }] }, /must be the last word/],
    ["a topic", { handlers: [{ topic: "A B", script: "roll_dice" }] }, /write lower-case words with dots/],
    [
      "a handler twice",
      { handlers: [module().handlers[0]!, module().handlers[0]!] },
      /handlers\[1\]: "game\.\*" runs roll_dice already/,
    ],
    [
      "a route",
      { endpoints: [{ route: "FETCH /x", script: "roll_dice" }] },
      /endpoints\[0\]\.route: "FETCH \/x": write/,
    ],
    ["a path", { endpoints: [{ route: "GET x/../y", script: "roll_dice" }] }, /like "POST \/battles\/:id"/],
    ["a parameter twice", { endpoints: [{ route: "GET /:a/:a", script: "roll_dice" }] }, /may stand once/],
    [
      "a route twice",
      {
        endpoints: [
          { route: "GET /a/:x", script: "roll_dice" },
          { route: "GET /a/:y", script: "roll_dice" },
        ],
      },
      /"GET \/a\/:x" answers the same requests/,
    ],
    ["a limit", { limits: { timeoutMs: 0 } }, /limits\.timeoutMs: /],
  ];
  test.each(cases)("%s", (_name, changes, expected) => {
    expect(problems(() => defineModule(module(changes))).join("\n")).toMatch(expected);
  });

  test("between modules of one host", () => {
    const first = defineModule(module());
    const again = defineModule(module({ functions: [] }));
    const rival = defineModule(
      module({ name: "rival", functions: [dice], defaults: [script("roll_dice", { module: "rival" })] }),
    );
    expect(problems(() => defineHost(definition({ modules: [first, again] }))).join("\n")).toMatch(
      /modules\[1\]\.name: "game" is the name of modules\[0\] too/,
    );
    const both = problems(() => defineHost(definition({ modules: [first, rival] }))).join("\n");
    expect(both).toMatch(/modules\.rival\.endpoints: "POST \/rolls\/:" is taken by the module "game"/);
    expect(both).toMatch(/"dice\.sides" is there twice/);
  });
});
