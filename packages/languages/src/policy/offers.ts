import type { ModuleExportName, Program } from "oxc-parser";
import { checkCaps } from "../source/caps.ts";
import { Report } from "../source/report.ts";
import { normalizeSource } from "../source/text.ts";
import { type Parsed, parseModule } from "../syntax/parse.ts";
import type { CheckModule } from "../types.ts";

/** A name that a module exports, as one who may import it reads it. */
export type Offer = {
  name: string;
  kind: "function" | "class" | "value" | "type";
  /** Its head as it is written, on one line: `function isWeekend(at: Date): boolean`. */
  head: string;
  /** First sentence of the comment before it; empty where there is none. */
  doc: string;
};

/** More names than this no list shows. */
const maxOffers = 300;
const maxHead = 160;
const maxDoc = 200;

/** What a module exports by name, in the order of its text. Nothing for one that does not parse, and not what it hands on from others. */
export function offersIn({ specifier, language, source }: CheckModule): Offer[] {
  const text = normalizeSource(source);
  if (checkCaps(text, specifier).length > 0) return [];
  const parsed = parseModule(text, language === "typescript" ? "ts" : "js", new Report(text, specifier));
  if (parsed === null) return [];
  const offers = parsed.program.body.flatMap((statement) => offersOf(statement, parsed, text));
  // Overloads, and types beside values of the same name.
  const byName = new Map(offers.toReversed().map((offer) => [offer.name, offer]));
  return [...byName.values()].toReversed().slice(0, maxOffers);
}

type Statement = Program["body"][number];

function offersOf(statement: Statement, { comments }: Parsed, text: string): Offer[] {
  if (statement.type !== "ExportNamedDeclaration" || statement.source) return [];
  const doc = docBefore(statement.start, comments, text);
  const { declaration } = statement;
  if (declaration === null || declaration === undefined)
    return statement.specifiers.map(({ exported, exportKind }) => {
      const name = nameOf(exported);
      return { name, kind: exportKind === "type" ? "type" : "value", head: name, doc };
    });
  if (declaration.type === "VariableDeclaration")
    return declaration.declarations.flatMap(({ id, init, start, end }) =>
      id.type === "Identifier"
        ? [
            {
              name: id.name,
              kind: isArrow(init) ? ("function" as const) : ("value" as const),
              head: `${declaration.kind} ${headOf(text.slice(start, end), isArrow(init))}`,
              doc,
            },
          ]
        : [],
    );
  const kind = kinds[declaration.type];
  const id = "id" in declaration ? declaration.id : null;
  if (kind === undefined || id?.type !== "Identifier") return [];
  return [{ name: id.name, kind, head: headOf(text.slice(declaration.start, declaration.end)), doc }];
}

const isArrow = (init: { type: string } | null) => init?.type === "ArrowFunctionExpression";

const kinds: { [type: string]: Offer["kind"] } = {
  FunctionDeclaration: "function",
  TSDeclareFunction: "function",
  ClassDeclaration: "class",
  TSInterfaceDeclaration: "type",
  TSTypeAliasDeclaration: "type",
  TSEnumDeclaration: "value",
};

/** Up to where its body or value begins, on one line. */
function headOf(written: string, arrow = false): string {
  const line = written.slice(0, 4 * maxHead).replace(/\s+/g, " ");
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const unit = line.charAt(i);
    if (unit === "(" || unit === "<" || unit === "[") depth += 1;
    else if (unit === ")" || unit === "]" || (unit === ">" && line.charAt(i - 1) !== "=")) depth -= 1;
    else if (depth <= 0 && (unit === "{" || (unit === "=" && (line.charAt(i + 1) === ">") === arrow)))
      return cut(line.slice(0, i).trim(), maxHead);
  }
  return cut(line.trim().replace(/;$/, ""), maxHead);
}

/** Of the comment that ends right before the place. */
function docBefore(start: number, comments: Parsed["comments"], text: string): string {
  const comment = comments.findLast(({ end }) => end <= start);
  if (comment?.type !== "Block" || !comment.value.startsWith("*")) return "";
  if (text.slice(comment.end, start).trim() !== "") return "";
  const words = comment.value
    .slice(0, 4 * maxDoc)
    .split("\n")
    .map((line) => line.replace(/^[\s*]+/, "").trim());
  const tag = words.findIndex((line) => line.startsWith("@"));
  const all = (tag < 0 ? words : words.slice(0, tag)).filter(Boolean).join(" ");
  const sentence = all.indexOf(". ");
  return cut(sentence < 0 ? all : all.slice(0, sentence + 1), maxDoc);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function nameOf(name: ModuleExportName): string {
  return name.type === "Literal" ? name.value : name.name;
}
