import { standardDeclarations, standardLibraries } from "@scriptyard/languages";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { createLocalWorkshop } from "@scriptyard/languages/workshop";
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { expect, test } from "vitest";
import { linkText } from "../texts/link.ts";

const payer = { realm: "r", person: null };
const noLibraries = { find: async () => null, names: async () => [] };
const bindings = { hash: "std", functions: [], hooks: [{ name: "onExecute", params: [], methods: {} }] };

test.each(["quickjs-ng", "quickjs"] as const)(
  "what the libraries are said to export is what %s finds there",
  async (engine) => {
    await using sandbox = await createSandbox({ engine, workers: 0, hostModules: {} });
    for (const specifier of standardLibraries) {
      const code = `import * as all from "${specifier}"; export const onExecute = () => Object.keys(all);`;
      const compiled = await sandbox.compile({
        entry: "a/b",
        modules: [{ specifier: "a/b", code }],
        bindings,
        host: null,
      });
      if (compiled.status !== "ok") throw new Error(`${specifier}: ${compiled.error.message}`);
      const outcome = await sandbox.execute(compiled.image, {
        hook: "onExecute",
        args: [],
        limits: defaultLimits,
        seed: "s",
        clockMs: 0,
        capabilities: [],
        realm: "r",
      });
      const body = standardDeclarations.split(`declare module "${specifier}" {`)[1]!.split("\n}\n")[0]!;
      const declared = [...body.matchAll(/^ {2}export (?:function|const|class) (\w+)/gm)].map(
        ([, name]) => name,
      );
      expect(outcome).toMatchObject({
        status: "ok",
        result: declared.toSorted((a, b) => (a! < b! ? -1 : 1)),
      });
    }
  },
);

test("a program takes its libraries from the product, whatever the realm has", async () => {
  const ports = { workshop: createLocalWorkshop() };
  const entry = (source: string) => ({ specifier: "a/b", language: "typescript" as const, source });
  const asked: string[] = [];
  const libraries = {
    ...noLibraries,
    find: async (specifier: string) => {
      asked.push(specifier);
      return null;
    },
  };
  const linked = await linkText(ports, {
    entry: entry('import { parse } from "std/csv"; parse("");'),
    libraries,
    payer,
  });
  expect([linked.diagnostics, asked, linked.modules?.length]).toEqual([[], [], 1]);
  const wrong = await linkText(ports, {
    entry: entry('import { pars } from "std/csv"; import "std/cvs"; pars;'),
    libraries,
    payer,
  });
  expect(wrong.diagnostics.map(({ message, remedy }) => [message, remedy])).toEqual([
    ['"std/csv" does not export `pars`', "Did you mean `parse`?"],
    ['The standard library has no "std/cvs"', 'Did you mean "std/csv"?'],
  ]);
});

test("the checker knows the standard library as it is", async () => {
  await using checker = createScriptChecker();
  const check = async (source: string) =>
    (
      await checker.check({
        declarations: "interface ScriptyardHooks {}",
        declarationsHash: "std",
        entry: { specifier: "a/b", language: "typescript", source },
        hook: null,
        libraries: [],
      })
    ).map(({ line, code }) => `${line} ${code}`);
  const right = `import { parse } from "std/csv";
    import { type Claims, verify } from "std/jwt";
    const rows: string[][] = parse("a");
    const url: string = new URL("https://a.example").searchParams.get("a") ?? "";
    const text: string = (1.5).toLocaleString("de", { style: "currency", currency: "EUR" }) + new Intl.ListFormat("de").format(["a"]);
    export const claims: Promise<Claims> = verify(text, { keys: [{ kty: "RSA" }] });
    export const key = crypto.subtle.importKey("raw", new TextEncoder().encode(url), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    export const copy: string[][] = structuredClone(rows);`;
  expect(await check(right)).toEqual([]);
  expect(
    await check(
      'import { parse } from "std/csv";\nparse(1);\nnew URL(5);\nexport const a: number = atob("");',
    ),
  ).toEqual(["2 ts2345", "3 ts2345", "4 ts2322"]);
});
