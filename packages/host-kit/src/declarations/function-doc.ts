import type { ParamSchema } from "../schema/host-schemas.ts";
import type { FunctionDefinition } from "../types.ts";
import { type DocTag, docComment } from "./jsdoc.ts";

/** What stands over a function's declaration. */
export function functionDoc(
  fn: FunctionDefinition,
  params: ParamSchema[],
  answers: boolean,
  indent: string,
  extra = "",
): string {
  const tags: DocTag[] = params
    .filter((param) => param.description !== "")
    .map((param) => ({ tag: "param", text: `${param.name} ${param.description}` }));
  if (params.length > 0)
    tags.push({ tag: "throws", text: "TypeError that names the argument, when one is not as described" });
  tags.push({ tag: "example", text: fn.example, code: true });
  const effect =
    fn.kind === "effect" && !answers ? "An effect: applied by the host after the script succeeded." : "";
  const later = answersLater(fn) ? "Answers later: `await` it." : "";
  return docComment(
    [fn.description, effect, later, extra].filter((text) => text !== "").join("\n\n"),
    tags,
    indent,
  );
}

/** Functions that scripts `await`. */
function answersLater({ kind }: FunctionDefinition): boolean {
  return kind === "async" || kind === "event";
}

/** The type of a call: what it answers, or the promise of it. */
export function promised(fn: FunctionDefinition, type: string): string {
  return answersLater(fn) ? `Promise<${type}>` : type;
}
