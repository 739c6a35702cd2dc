import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/** The guest's own modules, as JavaScript text: `tsc` emits them beside this file, nothing bundles them. */
export type Prelude = {
  /** Specifiers start with `scriptyard:`, which no script can be named. */
  readonly modules: ReadonlyMap<string, string>;
  readonly entry: string;
  /** Evaluated after the modules, as a script. */
  readonly rightNumbers: Script;
  /** Evaluated last, as a script. */
  readonly lockdown: Script;
  /** Evaluated before that, in engines that need it (`EngineBuild.fixedBuffers`). */
  readonly withoutResizing: Script;
  /** sha-256 of all of it; part of every image's hash. */
  readonly hash: string;
};

type Script = { name: string; code: string };

export const PRELUDE_SCHEME = "scriptyard:";

let cached: Prelude | undefined;

export function prelude(): Prelude {
  cached ??= read();
  return cached;
}

function read(): Prelude {
  const folder = new URL("../guest/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".guest.js"))
    .sort();
  if (!files.includes(ENTRY_FILE)) {
    throw new Error(`The guest prelude is missing in ${folder.pathname}: build packages/sandbox first`);
  }
  const modules = new Map<string, string>();
  const hash = createHash("sha256");
  const scripts = new Map<string, Script>();
  for (const name of files) {
    const code = compact(readFileSync(new URL(name, folder), "utf8"));
    hash.update(`${name}\n${code.length}\n${code}`);
    if (name.endsWith(SCRIPT_END))
      scripts.set(name, { name: PRELUDE_SCHEME + name, code: code.replace(/^export \{\};?$/m, "") });
    else modules.set(PRELUDE_SCHEME + name, code);
  }
  return {
    modules,
    entry: PRELUDE_SCHEME + ENTRY_FILE,
    rightNumbers: scripts.get("right-numbers.script.guest.js")!,
    lockdown: scripts.get("lockdown.script.guest.js")!,
    withoutResizing: scripts.get("without-resizing.script.guest.js")!,
    hash: hash.digest("hex"),
  };
}

const ENTRY_FILE = "dispatch.guest.js";
const SCRIPT_END = ".script.guest.js";

/**
 * Whole-line comments and indentation go: the engine keeps every function's source text, and each page of it is copied
 * at every restore. Guest files therefore hold no multi-line template literals.
 */
function compact(code: string): string {
  return code
    .replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/^[ \t]+/gm, "")
    .replace(/\n{2,}/g, "\n");
}

/** `./json.guest.js` or `../json.guest.js` seen from a prelude module. */
export function resolvePrelude(base: string, specifier: string): string | null {
  if (!base.startsWith(PRELUDE_SCHEME) || !specifier.startsWith(".")) return null;
  const folders = base.slice(PRELUDE_SCHEME.length).split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") folders.pop();
    else if (part !== ".") folders.push(part);
  }
  return PRELUDE_SCHEME + folders.join("/");
}
