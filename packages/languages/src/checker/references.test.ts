import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CheckModule, ReferenceRequest, References, ScriptChecker } from "../types.ts";
import { createScriptChecker } from "./index.ts";

let checker: ScriptChecker;
beforeAll(() => {
  checker = createScriptChecker({ timeoutMs: 20_000 });
});
afterAll(() => checker[Symbol.asyncDispose]());

const declarations = `interface Realm { readonly settings: RealmSettings; }
interface RealmSettings { readonly risk?: { readonly challengeAt?: number; readonly name?: string }; readonly name?: string; readonly codes?: Codes }
interface Codes { readonly length?: number }
declare const realm: Realm;
`;

/** Texts by specifier; `.js` at its end makes one JavaScript. */
function modules(texts: { [specifier: string]: string }): CheckModule[] {
  return Object.entries(texts).map(([name, source]) => ({
    specifier: name.replace(/\.js$/, ""),
    language: name.endsWith(".js") ? "javascript" : "typescript",
    source,
  }));
}

async function ask(
  texts: { [specifier: string]: string },
  of: ReferenceRequest["of"],
  more: Partial<ReferenceRequest> = {},
) {
  return checker.references({
    declarations,
    declarationsHash: "references",
    texts: modules(texts),
    of,
    most: 1_000,
    ...more,
  });
}

/** Of the first place in a text where a word stands. */
function at(texts: { [specifier: string]: string }, specifier: string, word: string): ReferenceRequest["of"] {
  const before = texts[specifier]!.slice(0, texts[specifier]!.search(new RegExp(`\\b${word}\\b`))).split(
    "\n",
  );
  return {
    specifier: specifier.replace(/\.js$/, ""),
    line: before.length,
    column: before.at(-1)!.length + 1,
  };
}

async function found(...asked: Parameters<typeof ask>): Promise<References> {
  const answer = await ask(...asked);
  if (answer.status !== "found") throw new Error(answer.status);
  return answer.references;
}

const shown = ({ places }: References) =>
  places.map(
    ({ specifier, line, column, role, written, before, after }) =>
      `${specifier} ${line}:${column} ${role} ${before ?? ""}${written}${after ?? ""}`,
  );

const texts = {
  "shared/dates": `/** isWeekend of a day. */
export function isWeekend(day: number): boolean { return day > 5; }
export type Day = { isWeekend: boolean };
const own = { isWeekend, text: "isWeekend" };
`,
  "shared/more": `export { isWeekend } from "shared/dates";
export * from "shared/dates";
`,
  "login/a": `import { isWeekend } from "shared/dates";
// isWeekend
isWeekend(1);
const o = { isWeekend };
function f(isWeekend: number) { return isWeekend; }
`,
  "login/b": `import { isWeekend as free } from "shared/more";
free(2);
const isWeekend = 3;
`,
  "login/c": `import * as dates from "shared/dates";
dates.isWeekend(1);
dates["isWeekend"](2);
const { isWeekend } = dates;
isWeekend(3);
`,
  "login/d.js": `import { isWeekend } from "shared/dates";
/** @type {import("shared/dates").Day} */
const day = { isWeekend: isWeekend(4) };
day.isWeekend;
`,
  "login/e": `import type { Day } from "shared/dates";
import { isWeekend } from "shared/more";
export { isWeekend as free };
export const d: Day = { isWeekend: isWeekend(1) };
`,
};

describe("a name that others import", () => {
  const expected = [
    "login/a 1:10 import isWeekend",
    "login/a 3:1 use isWeekend",
    "login/a 4:13 use isWeekend: isWeekend",
    "login/b 1:10 member isWeekend",
    "login/b 1:23 use free",
    "login/b 2:1 use free",
    "login/c 2:7 member isWeekend",
    "login/c 3:8 member isWeekend",
    "login/c 4:9 member isWeekend: isWeekend",
    "login/d 1:10 import isWeekend",
    "login/d 3:26 use isWeekend",
    "login/e 2:10 import isWeekend",
    "login/e 3:10 use isWeekend",
    "login/e 3:23 member free",
    "login/e 4:36 use isWeekend",
    "shared/dates 2:17 declaration isWeekend",
    "shared/dates 4:15 use isWeekend: isWeekend",
    "shared/more 1:10 member isWeekend",
  ];

  test.each(["shared/dates", "login/a", "login/d.js", "login/e", "shared/more"] as const)(
    "is found with aliases, re-exports and namespaces, asked in %s",
    async (from) => {
      // In its comment the first word is no name: the second is.
      const of =
        from === "shared/dates" ? { specifier: from, line: 2, column: 18 } : at(texts, from, "isWeekend");
      const references = await found(texts, of);
      expect(references).toMatchObject({
        name: "isWeekend",
        asked: "isWeekend",
        declaredIn: "shared/dates",
        exported: true,
        more: 0,
      });
      expect(shown(references)).toEqual(expected);
    },
  );

  test("an alias is asked about by its own name", async () => {
    expect(await found(texts, at(texts, "login/b", "free"))).toMatchObject({
      name: "isWeekend",
      asked: "free",
      declaredIn: "shared/dates",
    });
  });

  test("a shadow is another name, and a property too", async () => {
    const shadow = await found(texts, { specifier: "login/a", line: 5, column: 43 });
    expect(shadow).toMatchObject({ declaredIn: "login/a", exported: false });
    expect(shown(shadow)).toEqual(["login/a 5:12 declaration isWeekend", "login/a 5:40 use isWeekend"]);
    const property = await found(texts, { specifier: "shared/dates", line: 3, column: 22 });
    expect(shown(property)).toEqual([
      "login/d 3:15 use isWeekend",
      "login/d 4:5 member isWeekend",
      "login/e 4:25 use isWeekend",
      "shared/dates 3:21 declaration isWeekend",
    ]);
  });

  test("places past the most are counted, and a new name that is taken is told", async () => {
    const { places, more, taken } = await found(texts, at(texts, "login/a", "isWeekend"), {
      most: 3,
      newName: "free",
    });
    expect([places.length, more]).toEqual([3, expected.length - 3]);
    expect(taken).toEqual([{ specifier: "login/b", exports: false }]);
    const scopes = {
      "shared/dates": "export const a = 1;\nfunction f(b: number) { return b; }\nconst o = { b: a };",
      "login/hidden": 'import { a } from "shared/dates";\nfunction f(b: number) { return a + b; }',
      "login/beside": 'import { a } from "shared/dates";\nfunction f(b: number) { return b; }\na;',
      "login/global": 'import { a } from "shared/dates";\nb;\na;',
    };
    expect((await found(scopes, at(scopes, "shared/dates", "a"), { newName: "b" })).taken).toEqual([
      { specifier: "login/hidden", exports: false },
      { specifier: "login/global", exports: false },
    ]);
    const clash = {
      "shared/dates": "export const a = 1;\nexport const x = { b: 2 };\nx.b;",
      "shared/all": 'export * from "shared/dates";\nexport const b = 1;\n',
    };
    expect((await found(clash, at(clash, "shared/dates", "a"), { newName: "b" })).taken).toEqual([
      { specifier: "shared/all", exports: true },
    ]);
  });

  test("texts that do not parse are looked at as far as they go", async () => {
    const broken = { ...texts, "login/a": 'import { isWeekend } from "shared/dates";\nif (isWeekend(' };
    expect(shown(await found(broken, at(broken, "login/a", "isWeekend"))).slice(0, 2)).toEqual([
      "login/a 1:10 import isWeekend",
      "login/a 2:5 use isWeekend",
    ]);
  });
});

describe("names of one text", () => {
  test.each([
    ["const a = 1; const o = { a };", ["declaration a", "use a: a"]],
    ["const { a } = { a: 1 }; a;", ["declaration a: a", "use a"]],
    ["const o = { b: 1 }; const { b: a } = o; a;", ["declaration a", "use a"]],
    ["enum a { x }; a.x;", ["declaration a", "use a"]],
    ["class a {}; new a();", ["declaration a", "use a"]],
  ])("%s", async (source, expected) => {
    const one = { "login/a": source };
    const places = shown(await found(one, at(one, "login/a", "a")));
    expect(places.map((place) => place.split(" ").slice(2).join(" "))).toEqual(expected);
  });

  test("a property is written out where a shorthand stands for it", async () => {
    const one = { "login/a": "type T = { a: number }; const a = 1; const o: T = { a }; const { a: c } = o;" };
    const places = shown(await found(one, at(one, "login/a", "a")));
    expect(places.map((place) => place.split(" ").slice(2).join(" "))).toEqual([
      "declaration a",
      "use a: a",
      "member a",
    ]);
  });

  test("a module under a name is known by its own text alone", async () => {
    const two = { "login/a": 'import * as ns from "shared/b";\nns.b;', "shared/b": "export const b = 1;" };
    expect(await found(two, at(two, "login/a", "ns"))).toMatchObject({ name: "ns", declaredIn: "login/a" });
  });

  test.each([
    ["login/a", "1 + 1", 1],
    ["login/a", "// a", 4],
    ["login/none", "", 1],
  ])("nothing where no name stands: %s %j", async (specifier, source, column) => {
    expect(await ask({ "login/a": source }, { specifier, line: 1, column })).toEqual({ status: "nothing" });
  });
});

describe("a property that the host declares", () => {
  const readers = {
    "login/a": "const { challengeAt = 40 } = realm.settings.risk ?? {};\nchallengeAt;",
    "login/b": "realm.settings.risk?.challengeAt;\nrealm.settings.name; realm.settings.risk?.name;",
    "login/c": "const challengeAt = realm.settings.codes?.length;",
  };
  const setting = (...path: string[]) => found(readers, { type: "RealmSettings", path });

  test("is found however it is taken out", async () => {
    expect(shown(await setting("risk", "challengeAt"))).toEqual([
      "login/a 1:9 member challengeAt: challengeAt",
      "login/b 1:22 member challengeAt",
    ]);
    expect(shown(await setting("name"))).toEqual(["login/b 2:16 member name"]);
    expect(shown(await setting("codes", "length"))).toEqual(["login/c 1:43 member length"]);
  });

  test("that is not there is nothing", async () => {
    expect(await ask(readers, { type: "RealmSettings", path: ["risk", "nope"] })).toEqual({
      status: "nothing",
    });
  });
});
