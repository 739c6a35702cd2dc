import { readFile } from "node:fs/promises";
import { basename, dirname, join, posix } from "node:path";
import type { Program } from "@scriptyard/sandbox";
import type { Harness, HarnessFile } from "./harness.ts";
import type { TestFile } from "./test-file.ts";

/** What the runner's hook answers when a test did what it should; anything else begins with `threw `. */
export const PASSED = "passed";
/** What a test hears that wants to take a buffer's memory away, on an engine whose guests cannot. */
export const FIXED_BUFFERS = "Buffers keep their memory in this engine";
const ENTRY = "test262/run";
const HARNESS = "test262/harness";

/** `fixtures`: texts of the modules the test imports from its suite. */
export type TestProgram = { program: Program; fixtures: string[] };

/**
 * A test as a program of the sandbox, which knows modules only. The runner module imports the test inside the hook, where
 * clock and randomness are open.
 *
 * - A module test stays as it is; the harness's names are put on the global object before.
 * - A script test becomes the body of a function in a module, with the harness above it: strict, `this` the global
 *   object, and declarations may repeat as in a script. What it declares is not on the global object.
 * - A test that must not parse is imported bare, so that nothing around it decides.
 */
export async function programOf(test: TestFile, suite: string, harness: Harness): Promise<TestProgram> {
  const files = await harness.load(test.flags.has("raw") ? [] : test.includes);
  const isModule = test.flags.has("module");
  const bare = test.negative !== undefined && test.negative.phase !== "runtime";
  const name = `./${basename(test.path)}`;
  const modules = [
    { specifier: ENTRY, code: runner(name, { isModule, bare, async: test.flags.has("async") }) },
  ];
  const body = isModule || bare ? test.text : scriptBody(files, test.text);
  modules.push({ specifier: name, code: body });
  if (isModule) modules.push({ specifier: HARNESS, code: globalHarness(files) });
  const fixtures = /\bimport\b|\bexport\b/.test(test.text) ? await fixturesOf(test, suite) : [];
  modules.push(...fixtures);
  return {
    program: { entry: ENTRY, modules, bindings, host: null },
    fixtures: fixtures.map(({ code }) => code),
  };
}

const bindings = { hash: "", functions: [], hooks: [{ name: "onExecute", params: [], methods: {} }] };

/** `export default` of a function without a name: the test sees no name of ours. */
function scriptBody(files: HarnessFile[], text: string): string {
  return `export default function () {\n${files.map((file) => file.text).join("\n")}\n${text}\n}`;
}

function globalHarness(files: HarnessFile[]): string {
  const names = files.flatMap((file) => file.defines);
  const text = files.map((file) => file.text).join("\n");
  const placed = names.map((name) => `globalThis.${name} = ${name};`).join("\n");
  return `(function () {\n${text}\n${placed}\n}).call(globalThis);`;
}

function runner(
  name: string,
  { isModule, bare, async }: { isModule: boolean; bare: boolean; async: boolean },
) {
  const finish = isModule || bare ? "" : "apply(module.default, globalThis, []);";
  return `${isModule ? `import "${HARNESS}";` : ""}
const apply = Reflect.apply, text = String;
const nameOf = (error) => {
  if ((typeof error !== "object" || error === null) && typeof error !== "function") return "a " + typeof error;
  try { return text(error.constructor.name); } catch { return "something"; }
};
const messageOf = (error) => {
  try { return text(typeof error === "object" && error !== null ? error.message : error); } catch { return ""; }
};
let verdict, wake;
const tell = (said) => {
  if (verdict !== undefined) return;
  verdict = said;
  if (wake) wake(said);
};
const threw = (error) => tell("threw " + nameOf(error) + ": " + messageOf(error));
const done = () => tell("${PASSED}");
globalThis.print = () => {};
globalThis.$262 = { global: globalThis, destroy() {} };
const transfer = ArrayBuffer.prototype.transfer;
$262.detachArrayBuffer = (buffer) => {
  if (!transfer) throw new TypeError("${FIXED_BUFFERS}");
  apply(transfer, buffer, []);
  return null;
};
${async ? "globalThis.$DONE = (error) => (error ? threw(error) : done());" : ""}
export function onExecute() {
  import(${JSON.stringify(name)}).then(
    (module) => {
      try { ${finish} } catch (error) { return threw(error); }
      ${async ? "" : "done();"}
    },
    threw,
  );
  return { then(resolve) { verdict === undefined ? (wake = resolve) : resolve(verdict); } };
}`;
}

/** Files of the same suite a test imports by `./…`, and what those import; named as they are asked for. */
async function fixturesOf(test: TestFile, suite: string): Promise<{ specifier: string; code: string }[]> {
  const folder = dirname(test.path);
  const found = new Map<string, string>();
  const pending = [test.text];
  for (let text = pending.pop(); text !== undefined; text = pending.pop()) {
    for (const [, specifier] of text.matchAll(/["'`](\.\/[\w$@./-]+?\.js)["'`]/g)) {
      if (specifier === undefined || found.has(specifier) || specifier === `./${basename(test.path)}`)
        continue;
      const path = posix.join(folder, specifier);
      const code = await readFile(join(suite, "test", path), "utf8").catch(() => null);
      if (code === null) continue;
      found.set(specifier, code);
      pending.push(code);
    }
  }
  return [...found].map(([specifier, code]) => ({ specifier, code }));
}
