import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";

export type HarnessFile = { text: string; defines: string[] };

/** Reads the suite's harness files, each once. */
export class Harness {
  readonly #folder: string;
  readonly #files = new Map<string, Promise<HarnessFile>>();

  constructor(suite: string) {
    this.#folder = join(suite, "harness");
  }

  /** The files a test runs after: the two every test gets, and those it names. */
  load(includes: readonly string[]): Promise<HarnessFile[]> {
    return Promise.all(["assert.js", "sta.js", ...includes].map((name) => this.#file(name)));
  }

  #file(name: string): Promise<HarnessFile> {
    const known = this.#files.get(name) ?? this.#read(name);
    this.#files.set(name, known);
    return known;
  }

  async #read(name: string): Promise<HarnessFile> {
    const text = await readFile(join(this.#folder, name), "utf8").catch((cause: unknown) => {
      throw new Error(`The suite has no harness file ${name}.`, { cause });
    });
    const [from, to] = withoutCodeFromText.get(name) ?? ["", ""];
    return { text: text.replace(from, to), defines: definesOf(text) };
  }
}

/** Harness files that make code from text, which the sandbox does not; the same said without. */
const withoutCodeFromText = new Map<string, readonly [from: string, to: string]>([
  ["fnGlobalObject.js", ['Function("return this;")()', "globalThis"]],
  [
    "resizableArrayBufferUtils.js",
    [
      "new Function('return class My' + type + ' extends ' + type + ' {}')()",
      "({ ['My' + type]: class extends globalThis[type] {} })['My' + type]",
    ],
  ],
]);

/** Names a harness file gives to its tests, from its frontmatter; `assert.throwsAsync` comes with `assert`. */
function definesOf(text: string): string[] {
  const start = text.indexOf("/*---");
  const end = text.indexOf("---*/");
  if (start < 0 || end < start) return [];
  const data = parse(text.slice(start + 5, end), { logLevel: "silent" }) as { defines?: unknown } | null;
  if (!Array.isArray(data?.defines)) return [];
  return data.defines.filter((name): name is string => typeof name === "string" && /^[\w$]+$/.test(name));
}
