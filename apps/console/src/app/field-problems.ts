import { faultOf } from "./fault.ts";
import { type Issue, inWords, issuesOf, sentence } from "./issues.ts";

export type FieldProblems<Field extends string> = {
  /** What is wrong with a field, as a sentence to stand below it. */
  at: { [field in Field]?: string };
  /** What is wrong beside that, for the form as a whole; null = nothing. */
  rest: string | null;
};

/**
 * What the server refused of a form, sorted by the fields the form shows. A problem below a field stands at the field:
 * in a list with which entry it is (`allowedHosts.0` → `Entry 1: …`), in JSON with its place. What stands at no field is said
 * in words, with its path only where they say nothing without it.
 *
 * @example const problems = fieldProblems(create.error, ["name"]);
 * // <TextInput label="Name" error={problems.at.name} … />; problems.rest above the button
 */
export function fieldProblems<Field extends string>(
  error: unknown,
  fields: readonly Field[],
): FieldProblems<Field> {
  if (error === null || error === undefined) return { at: {}, rest: null };
  const { message, details } = faultOf(error);
  const found = new Map<Field, string[]>();
  const rest: Issue[] = [];
  for (const { path, message } of issuesOf(details) ?? issueIn(error, fields)) {
    // A field of a part (`config.path`) comes before the part itself.
    const field = fields
      .filter((each) => path === each || path.startsWith(`${each}.`))
      .sort((a, b) => b.length - a.length)[0];
    if (field === undefined) rest.push({ path, message });
    else found.set(field, [...(found.get(field) ?? []), placed(path.slice(field.length + 1), message)]);
  }
  const at: { [field in Field]?: string } = {};
  for (const [field, lines] of found) at[field] = lines.join(" ");
  return { at, rest: rest.length > 0 ? inWords(rest) : found.size > 0 ? null : message };
}

/** Faults about one field say `field: problem.` and carry no list. */
function issueIn(error: unknown, fields: readonly string[]): Issue[] {
  const { message } = faultOf(error);
  const path = fields.find((field) => message.startsWith(`${field}: `));
  return path === undefined ? [] : [{ path, message: message.slice(path.length + 2) }];
}

function placed(place: string, message: string): string {
  if (place === "") return sentence(message);
  if (/^\d+$/.test(place)) return `Entry ${Number(place) + 1}: ${sentence(message, false)}`;
  return `${place}: ${sentence(message, false)}`;
}
