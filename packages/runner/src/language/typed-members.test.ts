import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { languageLibraries, standardDeclarations } from "@scriptyard/languages";
import { defaultLimits } from "@scriptyard/model";
import { createSandbox, type EngineName } from "@scriptyard/sandbox";
import ts from "typescript-5";
import { beforeAll, expect, test } from "vitest";

/** `Object.groupBy`, `Set#union`, `Symbol.iterator`; with `#` of what is found on a prototype. */
type Member = string;

const engines: EngineName[] = ["quickjs-ng", "quickjs"];
const folder = dirname(createRequire(import.meta.url).resolve("typescript-5"));
const typed = new Set<Member>();
const leftOut = new Set<Member>();
const there = new Map<EngineName, Set<Member>>();

beforeAll(async () => {
  const libraries = closure(languageLibraries);
  for (const library of libraries) for (const member of membersOf(library)) typed.add(member);
  for (const member of membersInText("standard", standardDeclarations)) typed.add(member);
  for (const library of allLibraries())
    if (!libraries.has(library))
      for (const member of membersOf(library)) if (!typed.has(member)) leftOut.add(member);
  for (const engine of engines) there.set(engine, await found(engine));
});

test.each(engines)("whatever is typed is there, on %s, or a finding says that it is not", (engine) => {
  expect(typed.size).toBeGreaterThan(600);
  const missing = [...typed].filter((member) => !there.get(engine)!.has(member));
  const unexplained = missing.filter((member) => !missingOnPurpose.some((pattern) => pattern.test(member)));
  expect(unexplained).toEqual([]);
});

test("whatever both engines have is typed", () => {
  const both = [...leftOut].filter((member) => engines.every((engine) => there.get(engine)!.has(member)));
  // Without `transfer`, which one of the engines must not have, nothing is ever detached.
  expect(both).toEqual(["ArrayBuffer#detached"]);
});

const missingOnPurpose = [
  // A finding names them: `policy/globals.ts` of languages.
  /^eval$/,
  // Members of what has no name to be found under, and of instances.
  /^Iterator#(?:next|return|throw)$/,
  /^(?:Error|AggregateError|SuppressedError)#(?:cause|stack|errors)$/,
  /^RegExp#lastIndex$/,
  /^Function#prototype$/,
  /^(?:DOMException#code|AbortSignal#onabort)$/,
  // What the last match left behind, which nothing keeps: strict scripts never had `RegExp.$1` in either engine.
  /^RegExp\.(?:\$.|input|lastMatch|lastParen|leftContext|rightContext)$/,
];

function allLibraries(): string[] {
  return readdirSync(folder).flatMap((name) => {
    const library = /^lib\.((?:es\d+|esnext)(?:\.[a-z0-9.]+)?)\.d\.ts$/.exec(name)?.[1];
    return library === undefined || library.endsWith(".full") || library === "es6" ? [] : [library];
  });
}

/** With those that they ask for. */
function closure(libraries: readonly string[]): Set<string> {
  const all = new Set<string>();
  const add = (library: string): void => {
    if (all.has(library)) return;
    all.add(library);
    for (const [, other] of textOf(library).matchAll(/<reference lib="([^"]+)"/g)) add(other!);
  };
  for (const library of libraries) add(library);
  return all;
}

function textOf(library: string): string {
  return readFileSync(join(folder, `lib.${library}.d.ts`), "utf8");
}

function membersOf(library: string): Member[] {
  return membersInText(library, textOf(library));
}

function membersInText(name: string, text: string): Member[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, false);
  return file.statements.flatMap((statement) => membersIn(statement, "", file));
}

function membersIn(statement: ts.Statement, within: string, file: ts.SourceFile): Member[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map((one) => within + one.name.getText(file));
  if (ts.isFunctionDeclaration(statement)) return [within + statement.name!.text];
  if (ts.isClassDeclaration(statement)) return membersOfClass(statement, file);
  // A library that is imported, and no global.
  if (ts.isModuleDeclaration(statement) && ts.isStringLiteral(statement.name)) return [];
  if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
    if (statement.name.text === "global") return [];
    const inner = `${within}${statement.name.text}.`;
    return statement.body.statements.flatMap((one) => membersIn(one, inner, file));
  }
  if (!ts.isInterfaceDeclaration(statement)) return [];
  const owner = within + statement.name.text;
  const isConstructor = owner.endsWith("Constructor");
  const named = isConstructor ? owner.slice(0, -"Constructor".length) : owner;
  return statement.members.flatMap((member) => {
    if (member.name === undefined) return [];
    const name = member.name.getText(file).replace(/^"(.*)"$/, "$1");
    return [`${named}${isConstructor ? "." : "#"}${name}`];
  });
}

function membersOfClass(statement: ts.ClassDeclaration, file: ts.SourceFile): Member[] {
  const name = statement.name!.text;
  return statement.members.flatMap((member) => {
    if (member.name === undefined) return [];
    const isStatic = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static;
    return [`${name}${isStatic ? "." : "#"}${member.name.getText(file)}`];
  });
}

/** Those that are there, and of `typed` also what belongs to no global: `ArrayLike`, `PropertyDescriptor`. */
async function found(engine: EngineName): Promise<Set<Member>> {
  await using sandbox = await createSandbox({ engine, workers: 0, hostModules: {} });
  const compiled = await sandbox.compile({
    entry: "members",
    modules: [
      { specifier: "members", code: `${program}\nexport const mentioned = "${[...typed].join(" ")}";` },
    ],
    bindings: {
      hash: "members",
      functions: [],
      hooks: [{ name: "onExecute", params: ["typed", "leftOut"], methods: {} }],
    },
    host: null,
  });
  if (compiled.status !== "ok") throw new Error(compiled.error.message);
  const outcome = await sandbox.execute(compiled.image, {
    hook: "onExecute",
    args: [[...typed], [...leftOut]],
    limits: { ...defaultLimits, timeoutMs: 5_000, inputBytes: 1_000_000, resultBytes: 1_000_000 },
    seed: "members",
    clockMs: 0,
    capabilities: [],
    realm: "members",
  });
  if (outcome.status !== "ok") throw new Error(outcome.error.message);
  return new Set(outcome.result as Member[]);
}

const program = `
const at = (path) => path.split(".").reduce((value, name) => (value == null ? undefined : value[name]), globalThis);
const keyOf = (name) => (name.startsWith("[Symbol.") ? Symbol[name.slice(8, -1)] : name);
const has = (value, key) => value != null && key !== undefined && key in Object(value);

/** undefined where it belongs to no global. */
function isThere(member) {
  const hash = member.indexOf("#");
  if (hash >= 0) {
    const owner = at(member.slice(0, hash));
    if (owner === undefined) return undefined;
    const key = keyOf(member.slice(hash + 1));
    return has(typeof owner === "function" ? owner.prototype : owner, key);
  }
  const bracket = member.indexOf(".[");
  const dot = bracket >= 0 ? bracket : member.lastIndexOf(".");
  if (dot < 0) return member in globalThis;
  const owner = at(member.slice(0, dot));
  if (owner === undefined) return undefined;
  return has(owner, keyOf(member.slice(dot + 1)));
}

export function onExecute(typed, leftOut) {
  return [...typed.filter((member) => isThere(member) !== false), ...leftOut.filter((member) => isThere(member) === true)];
}`;
