import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SampleDefinition, ScriptDefault } from "@scriptyard/host-kit";

/** What a file cannot say about itself. */
export type ShippedScript = { hook: string | null; description: string; samples?: SampleDefinition[] };

/** The extension picks the language. */
const extensions: { [language in ScriptDefault["language"]]: string } = {
  typescript: "ts",
  javascript: "js",
};
const languages = new Map(
  Object.entries(extensions).map(([language, extension]) => [
    extension,
    language as ScriptDefault["language"],
  ]),
);

/**
 * The default scripts of one module: every file of its folder, joined with what is declared about it. The scripts are
 * assets, not part of this program: they are read, never imported, because they see the guest's globals and not Node's.
 *
 * @param folder address of the host's `scripts` folder; `../../src/…` works from `src` and from `dist` alike
 * @throws when a file is not declared or a declared one is not there: a host that ships half of its scripts is broken
 * @example shippedScripts(new URL("../../src/wargame/scripts/", import.meta.url), "wargame", { hit_simulator: … })
 */
export function shippedScripts(
  folder: URL,
  module: string,
  declared: { [name: string]: ShippedScript },
): ScriptDefault[] {
  const path = fileURLToPath(new URL(`${module}/`, folder));
  const files = new Map(readdirSync(path).map((file) => [file.slice(0, file.lastIndexOf(".")), file]));
  const scripts = Object.entries(declared).map(
    ([name, { hook, description, samples = [] }]): ScriptDefault => {
      const file = files.get(name);
      const language = file === undefined ? undefined : languages.get(file.slice(name.length + 1));
      if (file === undefined || language === undefined)
        throw new Error(`${module}/${name} is declared, but ${path} holds no file ${name}.ts or ${name}.js.`);
      files.delete(name);
      const source = readFileSync(join(path, file), "utf8");
      return { module, name, hook, language, description, source, samples };
    },
  );
  const [undeclared] = files.values();
  if (undeclared !== undefined)
    throw new Error(`${join(path, undeclared)} is not declared. Say its hook and description, or remove it.`);
  return scripts;
}
