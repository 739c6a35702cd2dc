import { linearPattern } from "./linear-pattern.ts";
import { patternProblem } from "./pattern-problem.ts";

/** Steps of one match: some ten milliseconds. A text that needs more does not match. */
const mostSteps = 2_000_000;

/**
 * A regular expression for validators, whoever wrote the schema: what could run away on a text that somebody sends is matched
 * in time by its length. As ajv wants it: `toString` tells it from others.
 *
 * @throws SyntaxError for what is no regular expression
 */
export function boundedPattern(source: string): { test(text: string): boolean; toString(): string } {
  const native = new RegExp(source, "u");
  const linear = patternProblem(source) === null ? null : linearPattern(source);
  // Without either it was refused with its schema (`checkSchema`).
  if (linear === null) return native;
  return {
    test: (text) => linear(text, { steps: mostSteps }) ?? false,
    toString: () => String(native),
  };
}
