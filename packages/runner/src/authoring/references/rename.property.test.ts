import type { CheckModule, ScriptChecker } from "@scriptyard/languages";
import { createScriptChecker } from "@scriptyard/languages/checker";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renamedTexts } from "./rename-edits.ts";

let checker: ScriptChecker;
beforeAll(() => {
  checker = createScriptChecker({ timeoutMs: 30_000 });
});
afterAll(() => checker[Symbol.asyncDispose]());

const project = { declarations: "", declarationsHash: "rename" };

/** Ways a text has the name, and ways it uses what it has. */
const imports = [
  { text: 'import { old } from "s/lib";', local: "old" },
  { text: 'import { old as mine } from "s/lib";', local: "mine" },
  { text: 'import * as ns from "s/lib";', local: "ns.old" },
  { text: 'import { old } from "s/again";', local: "old" },
  { text: 'import { other as old } from "s/again";', local: "old" },
  { text: 'import { old, type Old } from "s/lib";', local: "old" },
] as const;
const uses = [
  (name: string) => `${name}(1);`,
  (name: string) => `const o${uid()} = { key: ${name} };`,
  (name: string) => (name.includes(".") ? `${name};` : `const p${uid()} = { ${name} };`),
  (name: string) =>
    `function f${uid()}(old: number) { return old + ${name === "old" ? "1" : `${name}(2)`}; }`,
  () => "/* old */ const t = 'old';".replace("t ", `t${uid()} `),
  (name: string) =>
    name.startsWith("ns") ? `const { old: x${uid()} } = ns;` : `export { ${name} as q${uid()} };`,
  () => `const fresh${uid()} = 1;`,
];
let counter = 0;
const uid = () => ++counter;

const script = fc
  .tuple(
    fc.constantFrom(...imports),
    fc.array(fc.integer({ min: 0, max: uses.length - 1 }), { maxLength: 5 }),
  )
  .map(([how, picks]) => [how.text, ...picks.map((pick) => uses[pick]!(how.local))].join("\n"));

/** A text in which the new name is something else already. */
const taken = fc.constantFrom("", "const fresh = 1; fresh;", "function g(fresh: number) { return fresh; }");

const realm = fc
  .tuple(
    fc.constantFrom(
      "export function old(n: number): number { return n > 1 ? old(n - 1) : n; }",
      "function old(n: number) { return n; }\nexport { old };",
      "export const old = (n: number): number => n;\nconst inner = { old };",
    ),
    fc.array(fc.tuple(script, taken), { minLength: 1, maxLength: 4 }),
  )
  .map(([lib, scripts]): CheckModule[] => [
    { specifier: "s/lib", language: "typescript", source: `${lib}\nexport type Old = typeof old;` },
    {
      specifier: "s/again",
      language: "typescript",
      source: 'export { old } from "s/lib";\nexport const other = (n: number) => n;',
    },
    ...scripts.map(([source, more], n) => ({
      specifier: `a/s${n}`,
      language: "typescript" as const,
      source: `${source}\n${more}`,
    })),
  ]);

async function rename(texts: CheckModule[], from: string, to: string): Promise<CheckModule[]> {
  const lines = texts[0]!.source.split("\n");
  const line = lines.findIndex((one) => new RegExp(`\\b${from}\\b`).test(one));
  const at = {
    specifier: "s/lib",
    line: line + 1,
    column: lines[line]!.search(new RegExp(`\\b${from}\\b`)) + 1,
  };
  const answer = await checker.references({ ...project, texts, of: at, most: 1_000, newName: to });
  if (answer.status !== "found") throw new Error(answer.status);
  expect(answer.references.exported).toBe(true);
  const sources = new Map(texts.map(({ specifier, source }) => [specifier, source]));
  for (const { specifier, source } of renamedTexts(answer.references, to, (one) => sources.get(one)!))
    sources.set(specifier, source);
  return texts.map((text) => ({ ...text, source: sources.get(text.specifier)! }));
}

/** What the checker says of each text, without the words: names are in them. */
async function findings(texts: CheckModule[]): Promise<string[]> {
  const all: string[] = [];
  for (const entry of texts) {
    const libraries = texts.filter((one) => one !== entry);
    const found = await checker.check({ ...project, entry, hook: null, libraries });
    all.push(...found.map(({ file, line, code }) => `${file}:${line} ${code}`));
  }
  return all;
}

test("a renamed set of texts checks as before, and renaming back gives the same texts", async () => {
  await fc.assert(
    fc.asyncProperty(realm, async (texts) => {
      const renamed = await rename(texts, "old", "fresh");
      expect(renamed[0]!.source).not.toBe(texts[0]!.source);
      expect(await findings(renamed)).toEqual(await findings(texts));
      expect(await rename(renamed, "fresh", "old")).toEqual(texts);
    }),
    { numRuns: 30 },
  );
}, 180_000);
