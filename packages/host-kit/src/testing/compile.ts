import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript-5";

/** `[file, line, code, message]` of one TypeScript finding. */
export type Finding = { file: string; line: number; code: number; message: string };

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ["lib.es2023.d.ts"],
  types: [],
  strict: true,
  noEmit: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  skipDefaultLibCheck: true,
};
const libFolder = dirname(fileURLToPath(import.meta.resolve("typescript-5")));
const libraries = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles texts in memory the way Monaco does: TypeScript 5.9, strict, es2023 without DOM.
 *
 * @param files text by name; `.d.ts` files are ambient, `.ts` files are modules
 */
export function compile(files: { [name: string]: string }): Finding[] {
  const host: ts.CompilerHost = {
    getSourceFile: (name, version) => {
      const short = name.replace(/^\//, "");
      if (Object.hasOwn(files, short)) return ts.createSourceFile(name, files[short]!, version, true);
      if (!libraries.has(name)) {
        const text = ts.sys.readFile(join(libFolder, name.replace(/^.*\//, "")));
        libraries.set(name, text === undefined ? undefined : ts.createSourceFile(name, text, version));
      }
      return libraries.get(name);
    },
    getDefaultLibFileName: () => join(libFolder, "lib.d.ts"),
    getDefaultLibLocation: () => libFolder,
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => Object.hasOwn(files, name.replace(/^\//, "")),
    readFile: (name) => files[name.replace(/^\//, "")],
  };
  const program = ts.createProgram({
    rootNames: Object.keys(files).map((name) => `/${name}`),
    options,
    host,
  });
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const { file, start = 0 } = diagnostic;
    return {
      file: file?.fileName.replace(/^\//, "") ?? "",
      line: file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0,
      code: diagnostic.code,
      message: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
    };
  });
}

/** Hover text and tags of the first declaration called `name` in an ambient file: what an editor would show. */
export function documentation(text: string, name: string): { text: string; tags: string[] } {
  const source = ts.createSourceFile("/a.d.ts", text, ts.ScriptTarget.ES2022, true);
  let found: { text: string; tags: string[] } | undefined;
  const visit = (node: ts.Node): void => {
    const named = node as ts.Node & { name?: ts.Node };
    if (!found && named.name?.getText(source) === name) {
      const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
      found = {
        text: docs.map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? "").join("\n"),
        tags: docs.flatMap((doc) => (doc.tags ?? []).map((tag) => tag.tagName.text)),
      };
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found ?? { text: "", tags: [] };
}
