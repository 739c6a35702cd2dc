import { languages } from "@scriptyard/languages";
import type { LanguageId } from "@scriptyard/model";
import { scriptName, slug } from "@scriptyard/model";

/** What a path within the scripts folder says: which script, for which realm, in which language. */
export type ScriptPath = {
  /** With `/` between its parts, e.g. `wargame/hit_simulator.ts` or `@acme/login/terms.ts`. */
  path: string;
  /** Name of the one realm it is for; null = every realm of the hosts that have this script. */
  realm: string | null;
  module: string;
  name: string;
  language: LanguageId;
};

export type PathAnswer =
  | { kind: "script"; at: ScriptPath }
  /** Nothing of ours: editors' temporary files, declarations, notes. */
  | { kind: "ignored" }
  /** In no language we know: worth a word in a folder of scripts, none of our business elsewhere. */
  | { kind: "foreign"; module: string | null; message: string }
  | { kind: "problem"; message: string };

/**
 * Reads a path relative to the scripts folder: `<module>/<name>.<ext>` or `@<realm>/<module>/<name>.<ext>`. Whatever it
 * accepts is spelt in one way only and cannot lead out of the folder.
 *
 * @example parseScriptPath("@acme/login/terms.ts") // { kind: "script", at: { realm: "acme", module: "login", … } }
 */
export function parseScriptPath(path: string): PathAnswer {
  const parts = path.split("/");
  const file = parts.pop() ?? "";
  if (parts.some(isIgnoredFolder) || isIgnoredFile(file)) return { kind: "ignored" };
  const realm = parts[0]?.startsWith("@") ? parts.shift()!.slice(1) : null;
  if (realm !== null && !slug.safeParse(realm).success)
    return problem(`"@${shown(realm)}" is not the name of a realm. Use ${rule(slug)}.`);
  const [module, ...deeper] = parts;
  const dot = file.lastIndexOf(".");
  const name = dot < 0 ? file : file.slice(0, dot);
  const extension = dot < 0 ? "" : file.slice(dot + 1);
  // One extension per language, its first: two spellings of one script would have to be told apart.
  const language = languages.find((one) => one.extensions[0] === extension);
  if (language === undefined) {
    const message = `No language has the extension ".${shown(extension)}". Use ${knownExtensions()}.`;
    return { kind: "foreign", module: module ?? null, message };
  }
  if (module === undefined)
    return problem("It lies in no module. Move it into a folder that is named after its module.");
  if (deeper.length > 0) return problem("It lies too deep. Scripts lie in <module>/ or @<realm>/<module>/.");
  if (!scriptName.safeParse(module).success)
    return problem(`"${shown(module)}" is not the name of a module. Use ${rule(scriptName)}.`);
  if (!scriptName.safeParse(name).success)
    return problem(`"${shown(name)}" is not the name of a script. Use ${rule(scriptName)}.`);
  return { kind: "script", at: { path, realm, module, name, language: language.id } };
}

/** The inverse: where a script's file lies. */
export function scriptPathOf(at: Omit<ScriptPath, "path">): string {
  const extension = languages.find((one) => one.id === at.language)?.extensions[0] ?? "ts";
  return `${at.realm === null ? "" : `@${at.realm}/`}${at.module}/${at.name}.${extension}`;
}

export function isIgnoredFolder(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/** What editors and tools leave beside scripts, and what people write about them. */
export function isIgnoredFile(name: string): boolean {
  return (
    name === "" ||
    name.startsWith(".") ||
    name.startsWith("#") ||
    name.endsWith("~") ||
    name.endsWith(".d.ts") ||
    /\.(json|md|txt|map|tmp|temp|swp|swx|swo|bak|orig|rej|part|lock|log|dts)$/i.test(name) ||
    // vim tries whether it may write here.
    /^\d+$/.test(name)
  );
}

function problem(message: string): PathAnswer {
  return { kind: "problem", message };
}

/** The sentence a name's schema refuses with. */
function rule(schema: typeof slug): string {
  return schema.safeParse("-").error?.issues[0]?.message ?? "";
}

function knownExtensions(): string {
  return languages.map((one) => `.${one.extensions[0]}`).join(" or ");
}

/** Without what would turn the words around it: control characters, and marks of reading direction. */
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 60))
    .slice(1, -1)
    .replace(/\p{Cf}/gu, (mark) => `\\u{${mark.codePointAt(0)!.toString(16)}}`);
}
