import {
  getTouchingPropertyName,
  type Identifier,
  isBindingElement,
  isIdentifier,
  isShorthandPropertyAssignment,
  type Node,
  type SourceFile,
} from "typescript/unstable/ast";
import type { Checker, Project, Symbol as TypeSymbol } from "typescript/unstable/async";
import { checkCaps } from "../source/caps.ts";
import { LineIndex, normalizeSource } from "../source/text.ts";
import type { NamePlace, ReferenceRequest, References } from "../types.ts";
import { placeOf } from "./name-place.ts";
import { declarationOf, exportsOf, type Named, originalOf, pathOf, type TextsByPath } from "./names.ts";
import { modulePath, type Projects, projectFiles } from "./projects.ts";
import { propertyOfHost } from "./property-of-host.ts";
import { takenIn } from "./taken-names.ts";

const mostNear = 8;

/**
 * Where the name at a place is used, over all texts of the request: TypeScript's search for references follows aliases,
 * re-exports and namespaces. It starts at the declaration, whatever place was asked about, so that a shorthand there does
 * not draw in the property of the same name. Runs in the checker's child.
 */
export async function findReferences(
  request: ReferenceRequest,
  projects: Projects,
): Promise<References | null> {
  const { opened, texts, root } = await open(request, projects);
  const named =
    "type" in request.of
      ? await propertyOfHost(opened, root, request.of)
      : await nameAt(opened, texts, request.of);
  if (named === null) return null;
  const { node, name, declaration, symbol } = named;
  const from = declaration ?? node;
  const found = await opened.checker.getReferencedSymbolsForNode(from, from.getStart());
  const nodes = await Promise.all(found.flatMap(({ references }) => references.map((one) => one.resolve())));
  const own = await withoutProperty(
    opened.checker,
    named,
    nodes.filter((one) => one !== undefined),
  );
  const places = placesOf(own, texts, named);
  const { most, newName } = request;
  return {
    name,
    asked: node.text,
    declaredIn: declaration === null ? null : (texts.get(pathOf(declaration))?.specifier ?? null),
    exported: declaration !== null && (await isExported(opened.checker, declaration, symbol)),
    places: places.slice(0, most),
    more: Math.max(0, places.length - most),
    taken: newName === undefined ? [] : await takenIn(opened, texts, { name, newName, symbol }, own),
  };
}

async function open(
  request: ReferenceRequest,
  projects: Projects,
): Promise<{ opened: Project; root: string; texts: TextsByPath }> {
  const texts = request.texts
    .map((text) => ({ ...text, source: normalizeSource(text.source) }))
    // What no parser is given has no names to look for.
    .filter((text) => checkCaps(text.source, text.specifier).length === 0);
  // A text with what it imports, and all that see a name, are asked in turn: each stays warm by itself.
  const breadth = texts.length > mostNear ? "far" : "near";
  const { opened, root } = await projects.open(`${breadth} ${request.declarationsHash}`, (at) =>
    projectFiles(at, {
      declarations: request.declarations,
      language: "typescript",
      texts,
      root: texts.map(({ specifier }) => `import ${JSON.stringify(specifier)};\n`).join(""),
    }),
  );
  const byPath = texts.map((text) => {
    const lines = new LineIndex(text.source);
    return [modulePath(root, text).toLowerCase(), { ...text, lines }] as const;
  });
  return { opened, root, texts: new Map(byPath) };
}

async function nameAt(
  { program, checker }: Project,
  texts: TextsByPath,
  at: { specifier: string; line: number; column: number },
): Promise<Named | null> {
  const [path, text] = [...texts].find(([, one]) => one.specifier === at.specifier) ?? [];
  const source = path === undefined ? undefined : await program.getSourceFile(path);
  if (text === undefined || source === undefined) return null;
  const node = touching(source, text.lines.offset(at));
  const near = node && (await symbolOf(checker, node));
  if (!near) return null;
  const symbol = await originalOf(checker, near);
  const declaration = await declarationOf(symbol, texts);
  if (declaration !== null || symbol.id === near.id)
    return { node, symbol, declaration, name: declaration?.text ?? symbol.name };
  // A whole module under a name: only its own text knows it.
  const own = await declarationOf(near, texts);
  return { node, symbol: near, declaration: own, name: own?.text ?? near.name };
}

/** The name under the place, or right before it: a caret stands behind what it is about. */
function touching(source: SourceFile, offset: number): Identifier | null {
  for (const at of [offset, offset - 1]) {
    if (at < 0) continue;
    const node = getTouchingPropertyName(source, at);
    if (isIdentifier(node)) return node;
  }
  return null;
}

/** In `{ a }` the value is meant, not the property. */
async function symbolOf(checker: Checker, node: Identifier): Promise<TypeSymbol | undefined> {
  return isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
}

async function isExported(checker: Checker, declaration: Identifier, symbol: TypeSymbol): Promise<boolean> {
  const exports = await exportsOf(checker, declaration.getSourceFile());
  const found = exports.find((one) => one.name === declaration.text);
  return found !== undefined && (await originalOf(checker, found)).id === symbol.id;
}

/** From `const { a } = object` the search goes on to the property as well, which is another name. */
async function withoutProperty(
  checker: Checker,
  { declaration, symbol }: Named,
  nodes: readonly Node[],
): Promise<readonly Node[]> {
  const element = declaration?.parent;
  if (!element || !isBindingElement(element) || element.propertyName !== undefined) return nodes;
  const own: Node[] = [];
  for (const node of nodes) {
    const stands = isIdentifier(node) ? await symbolOf(checker, node) : undefined;
    if (stands && (await originalOf(checker, stands)).id === symbol.id) own.push(node);
  }
  return own;
}

/** In reading order. The search tells some twice: what is a value and a type, or what a comment of JavaScript declares. */
function placesOf(nodes: readonly Node[], texts: TextsByPath, named: Named): NamePlace[] {
  const places = new Map<string, NamePlace>();
  for (const node of nodes) {
    const text = texts.get(pathOf(node));
    const place = text && placeOf(node, text, named);
    if (place) places.set(`${place.specifier} ${place.start}`, place);
  }
  return [...places.values()].sort((a, b) =>
    a.specifier === b.specifier ? a.start - b.start : a.specifier < b.specifier ? -1 : 1,
  );
}
