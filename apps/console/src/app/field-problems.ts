import { faultOf } from "./fault.ts";

export type FieldProblems<Field extends string> = {
  /** What is wrong with a field, as a sentence to stand below it. */
  at: { [field in Field]?: string };
  /** What is wrong beside that, for the form as a whole; null = nothing. */
  rest: string | null;
};

/**
 * What the server refused of a form, sorted by the fields the form shows. A problem below a field (`allowedHosts.0`,
 * `settings.texts`) stands at the field with its place in front.
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
  const at: { [field in Field]?: string } = {};
  const rest: string[] = [];
  for (const issue of issuesOf(details) ?? issueIn(message, fields)) {
    // A field of a part (`config.path`) comes before the part itself.
    const field = fields.find((each) => issue.path === each || issue.path.startsWith(`${each}.`));
    if (field === undefined) rest.push(`${issue.path}: ${issue.message}`);
    else at[field] ??= sentence(issue.path.slice(field.length + 1), issue.message);
  }
  const isPlaced = Object.keys(at).length > 0;
  return { at, rest: rest.length > 0 ? rest.join("; ") : isPlaced ? null : message };
}

type Issue = { path: string; message: string };

/** Null where the server sent no list. */
function issuesOf(details: unknown): Issue[] | null {
  if (typeof details !== "object" || details === null || !("issues" in details)) return null;
  return Array.isArray(details.issues) ? details.issues.filter(isIssue) : null;
}

/** Faults about one field say `field: problem.` and carry no list. */
function issueIn(message: string, fields: readonly string[]): Issue[] {
  const path = fields.find((field) => message.startsWith(`${field}: `));
  return path === undefined ? [] : [{ path, message: message.slice(path.length + 2) }];
}

function isIssue(value: unknown): value is Issue {
  if (typeof value !== "object" || value === null) return false;
  return (
    "path" in value &&
    typeof value.path === "string" &&
    "message" in value &&
    typeof value.message === "string"
  );
}

function sentence(place: string, message: string): string {
  if (place !== "") return `${place}: ${message}`;
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
}
