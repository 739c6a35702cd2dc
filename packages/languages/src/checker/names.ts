import { type Identifier, isIdentifier, type Node, type SourceFile } from "typescript/unstable/ast";
import { type Checker, SymbolFlags, type Symbol as TypeSymbol } from "typescript/unstable/async";
import type { LineIndex } from "../source/text.ts";
import type { CheckModule } from "../types.ts";

/** Texts that are asked about, by the path TypeScript knows each under. */
export type TextsByPath = ReadonlyMap<string, CheckModule & { lines: LineIndex }>;

/** A name that is looked for: where it was asked about, and where it is declared. */
export type Named = {
  node: Identifier;
  symbol: TypeSymbol;
  name: string;
  /** Its name there; null for what no text declares by a name. */
  declaration: Identifier | null;
};

/** Path of a node's file, as the map of texts has it: some machines do not tell upper from lower case. */
export function pathOf(node: Node): string {
  return node.getSourceFile().fileName.toLowerCase();
}

/** What an import, and an import of that, stand for. */
export async function originalOf(checker: Checker, symbol: TypeSymbol): Promise<TypeSymbol> {
  return (symbol.flags & SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** What a module exports, `export *` followed. */
export async function exportsOf(checker: Checker, source: SourceFile): Promise<readonly TypeSymbol[]> {
  const module = await checker.getSymbolAtLocation(source);
  return module === undefined ? [] : checker.getExportsOfModule(module);
}

/** The name by which one of the texts declares it. */
export async function declarationOf(symbol: TypeSymbol, texts: TextsByPath): Promise<Identifier | null> {
  for (const handle of symbol.declarations) {
    if (!texts.has(handle.path.toLowerCase())) continue;
    const node = (await handle.resolve()) as (Node & { name?: Node }) | undefined;
    if (node?.name && isIdentifier(node.name)) return node.name;
  }
  return null;
}
