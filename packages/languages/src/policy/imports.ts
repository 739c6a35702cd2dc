import { grouped, isSpecifier } from "@scriptyard/model";
import type { Directive, ModuleExportName, Program, Statement } from "oxc-parser";
import type { Report } from "../source/report.ts";
import type { ImportReference } from "../types.ts";

type Item = Directive | Statement;

/** More import statements than this are a mistake, and each is handed on with its place. */
const maxImports = 1_000;

/**
 * Every static import and re-export of a module, in order, positions included. Specifiers that can never name a
 * library (Node built-ins, paths, addresses, packages) are reported.
 */
export function readImports(program: Program, report: Report): ImportReference[] {
  const imports: ImportReference[] = [];
  for (const statement of program.body) {
    const request = requestOf(statement);
    if (request === null) continue;
    const { source, names, typeOnly, exportAll } = request;
    if (imports.length >= maxImports) {
      report.add({
        code: "scriptyard/too-many-imports",
        source: "syntax",
        message: `The text has more than ${grouped(maxImports)} import statements`,
        remedy: "Import several names in one statement.",
        start: source.start,
        end: source.end,
      });
      break;
    }
    const from = report.lines.at(source.start);
    const to = report.lines.at(source.end);
    imports.push({
      specifier: source.value,
      line: from.line,
      column: from.column,
      endColumn: to.column,
      names,
      ...(typeOnly && { typeOnly }),
      ...(exportAll && { exportAll }),
    });
    const problem = specifierProblem(source.value);
    if (problem !== null)
      report.add({
        code: "scriptyard/unknown-import",
        source: "policy",
        ...problem,
        start: source.start,
        end: source.end,
      });
  }
  return imports;
}

type Request = {
  source: { value: string; start: number; end: number };
  names: string[];
  typeOnly: boolean;
  exportAll?: boolean;
};

function requestOf(statement: Item): Request | null {
  if (statement.type === "ImportDeclaration") {
    const names = statement.specifiers
      .filter((s) => !(s.type === "ImportSpecifier" && s.importKind === "type"))
      .map((s) => {
        if (s.type === "ImportSpecifier") return nameOf(s.imported);
        return s.type === "ImportDefaultSpecifier" ? "default" : "*";
      });
    return { source: statement.source, names, typeOnly: statement.importKind === "type" };
  }
  if (statement.type === "ExportNamedDeclaration" && statement.source) {
    const names = statement.specifiers.filter((s) => s.exportKind !== "type").map((s) => nameOf(s.local));
    return { source: statement.source, names, typeOnly: statement.exportKind === "type" };
  }
  if (statement.type === "ExportAllDeclaration")
    return {
      source: statement.source,
      names: ["*"],
      typeOnly: statement.exportKind === "type",
      exportAll: statement.exported === null,
    };
  return null;
}

/** Names a module exports at run time, for plain JavaScript. `export * from` is the linker's to follow. */
export function readExports(program: Program): string[] {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === "ExportDefaultDeclaration") names.add("default");
    if (statement.type === "ExportAllDeclaration" && statement.exported)
      names.add(nameOf(statement.exported));
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const specifier of statement.specifiers) names.add(nameOf(specifier.exported));
    const { declaration } = statement;
    if (declaration?.type === "VariableDeclaration")
      for (const { id } of declaration.declarations) collectNames(id, names);
    else if (declaration && "id" in declaration && declaration.id?.type === "Identifier")
      names.add(declaration.id.name);
  }
  return [...names];
}

function nameOf(name: ModuleExportName): string {
  return name.type === "Literal" ? name.value : name.name;
}

function collectNames(pattern: unknown, names: Set<string>): void {
  const pending: unknown[] = [pattern];
  while (pending.length > 0) {
    const node = pending.pop() as { type?: string; [key: string]: unknown } | null | undefined;
    if (node?.type === "Identifier") names.add(node.name as string);
    else if (node?.type === "ObjectPattern") pending.push(...(node.properties as unknown[]));
    else if (node?.type === "ArrayPattern") pending.push(...(node.elements as unknown[]));
    else for (const part of [node?.left, node?.argument, node?.value]) if (part) pending.push(part);
  }
}

/** Libraries are `module/name`; anything else is told apart, because the remedy differs. */
function specifierProblem(specifier: string): { message: string; remedy: string } | null {
  if (isSpecifier(specifier)) return null;
  const shown = JSON.stringify(specifier.length > 80 ? `${specifier.slice(0, 80)}…` : specifier);
  if (specifier.startsWith("node:") || nodeBuiltins.has(specifier))
    return { message: `${shown} belongs to Node.js; scripts have no access to it`, remedy: libraries };
  if (/^\.{0,2}\//.test(specifier))
    return { message: `${shown} is a path; scripts have no files`, remedy: libraries };
  if (/^[a-z][a-z0-9+.-]*:/i.test(specifier))
    return { message: `${shown} is an address; nothing is loaded over the network`, remedy: libraries };
  return { message: `${shown} is not a library of this realm`, remedy: libraries };
}

const libraries = 'Import a library of the realm by module and name: `import { x } from "shared/dates"`.';

const nodeBuiltins = new Set(
  (
    "assert buffer child_process cluster console crypto dgram dns events fs fs/promises http http2 https module net os path " +
    "perf_hooks process punycode querystring readline stream string_decoder timers tls tty url util v8 vm worker_threads zlib"
  ).split(" "),
);
